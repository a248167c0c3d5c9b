package io.jenkins.plugins.deployhooks.pipeline.account;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.model.Node;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What a step starts processes with. */
public final class StepLauncher {
    private StepLauncher() {}

    /**
     * The launcher of the context. Jenkins makes none without the log of the step, and refuses that sometimes: then the same
     * one is made here, with the log that {@link StepLog} knows.
     *
     * @return null: the agent cannot be reached now
     * @throws IOException where the step has ended
     */
    @CheckForNull
    public static Launcher of(StepContext context) throws IOException, InterruptedException {
        try {
            return context.get(Launcher.class);
        } catch (IOException e) {
            Node node = StepLog.isForgotten(context) ? context.get(Node.class) : null;
            if (node == null) {
                throw e;
            }
            Launcher launcher = node.createLauncher(StepLog.of(context));
            LauncherDecorator decorator = context.get(LauncherDecorator.class);
            return decorator == null ? launcher : decorator.decorate(launcher, node);
        }
    }
}
