package io.jenkins.plugins.deployhooks.pipeline.closing;

import hudson.Extension;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A deployment that is over runs nothing, so its commands, which may hold secrets, go. Last of all: what others find after a
 * restart is as it was.
 */
@Extension(ordinal = -300)
public final class CommandsClosing implements Closing {
    private static final Logger LOGGER = Logger.getLogger(CommandsClosing.class.getName());

    @Override
    public void close(LiveDeployment deployment, Outcome outcome) throws IOException {
        deployment.forgetCommands();
    }

    /** A build that was killed closes nothing. */
    @Extension
    public static final class EndedBuilds extends RunListener<Run<?, ?>> {
        @Override
        public void onFinalized(Run<?, ?> run) {
            // Not here: whoever tells this may hold locks of Jenkins.
            Computer.threadPoolForRemoting.execute(() -> {
                try {
                    LiveDeployment.forgetCommands(run);
                } catch (IOException | DirectoryIteratorException e) {
                    LOGGER.log(Level.WARNING, e, () -> "commands of deployments of " + run + " stay in its directory");
                }
            });
        }
    }
}
