package io.jenkins.plugins.deployhooks.pipeline.task;

import hudson.Extension;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.pipeline.archive.PinnedArchives;
import io.jenkins.plugins.deployhooks.pipeline.closing.Closing;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import java.io.IOException;

/** A deployment that is over needs no archive any more. */
@Extension
public final class ArchiveClosing implements Closing {
    @Override
    public void close(LiveDeployment deployment, Outcome outcome) throws IOException {
        PinnedArchives.release(deployment.run(), deployment.id());
    }
}
