package io.jenkins.plugins.deployhooks.pipeline.course;

import hudson.ExtensionList;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** All that is to be done when a deployment is over. */
public final class Closings {
    private static final Logger LOGGER = Logger.getLogger(Closings.class.getName());

    private Closings() {}

    /** Does it all, in this thread. A fault of one thing keeps no other from being done. */
    public static void close(LiveDeployment deployment, Outcome outcome) {
        for (Closing closing : ExtensionList.lookup(Closing.class)) {
            try {
                closing.close(deployment, outcome);
            } catch (IOException | RuntimeException e) {
                LOGGER.log(
                        Level.WARNING,
                        e,
                        () -> "the deployment " + deployment.id() + " is over, but this could not be done: "
                                + closing.getClass().getSimpleName());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
