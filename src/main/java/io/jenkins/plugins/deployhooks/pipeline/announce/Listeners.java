package io.jenkins.plugins.deployhooks.pipeline.announce;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.listener.Announcement;
import io.jenkins.plugins.deployhooks.pipeline.closing.Closing;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/** Tells listeners what happens in the deployment of a Pipeline. */
public final class Listeners {
    private Listeners() {}

    /** It begins; its plan is saved. */
    public static void started(LiveDeployment deployment) {
        of(deployment).started();
    }

    /** An attempt of a hook has ended; said where no other one follows. */
    public static void ended(LiveDeployment deployment, String stepId, int attempt) {
        // Of a build that was killed the end has been told already, although its hook goes on for a while.
        Run<?, ?> run = deployment.run();
        if (run.isLogUpdated() && !deployment.isCurrent(stepId, attempt + 1)) {
            of(deployment).hookFinished(stepId);
        }
    }

    private static Announcement of(LiveDeployment deployment) {
        return Announcement.of(deployment.run(), deployment.report(), deployment::warn);
    }

    /** After everything else: it is over when listeners hear of it. */
    @Extension(ordinal = -200)
    public static final class End implements Closing {
        /** A deployment is closed by its last phase and by its block. Guarded by itself. */
        private static final Set<LiveDeployment> TOLD = Collections.newSetFromMap(new WeakHashMap<>());

        @Override
        public void close(LiveDeployment deployment, Outcome outcome) throws InterruptedException {
            synchronized (TOLD) {
                if (!deployment.isPlanned() || !TOLD.add(deployment)) {
                    return;
                }
            }
            of(deployment).finished();
        }
    }
}
