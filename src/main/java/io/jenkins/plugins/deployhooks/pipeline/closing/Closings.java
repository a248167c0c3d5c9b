package io.jenkins.plugins.deployhooks.pipeline.closing;

import hudson.ExtensionList;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** All that is to be done when a deployment is over. */
public final class Closings {
    private static final Logger LOGGER = Logger.getLogger(Closings.class.getName());

    private Closings() {}

    /**
     * Does it all, in this thread. Neither a fault nor an interrupt of one thing keeps another from being done: a lock that
     * is not given back would hold up others.
     */
    public static void close(LiveDeployment deployment, Outcome outcome) {
        boolean interrupted = false;
        for (Closing closing : ExtensionList.lookup(Closing.class)) {
            try {
                closing.close(deployment, outcome);
            } catch (IOException | RuntimeException | Error e) {
                tell(deployment, closing, e);
            } catch (InterruptedException e) {
                tell(deployment, closing, e);
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tell(LiveDeployment deployment, Closing closing, Throwable fault) {
        LOGGER.log(
                Level.WARNING,
                fault,
                () -> "the deployment " + deployment.id() + " is over, but this could not be done: "
                        + closing.getClass().getSimpleName());
    }
}
