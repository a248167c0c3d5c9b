package io.jenkins.plugins.deployhooks.pipeline.lock;

import hudson.Extension;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.pipeline.closing.Closing;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import java.io.IOException;

/** A deployment that is over has no lock. Nothing but listeners comes later, so that the next one finds all else done. */
@Extension(ordinal = -100)
public final class LockClosing implements Closing {
    @Override
    public void close(LiveDeployment deployment, Outcome outcome) throws IOException {
        DeployLocks.get().release(LockName.of(deployment), deployment.id());
    }
}
