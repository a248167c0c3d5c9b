package io.jenkins.plugins.deployhooks.pipeline.account;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.console.ConsoleLogFilter;
import hudson.model.TaskListener;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.deployhooks.pipeline.order.Caller;
import io.jenkins.plugins.deployhooks.ui.place.ConsoleMark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The log of a step, through the filters of its context, which mask secrets (S61). */
public final class StepLog {
    private static final Logger LOGGER = Logger.getLogger(StepLog.class.getName());

    private StepLog() {}

    /**
     * Where to write what people should read.
     *
     * <p>Jenkins saves a Pipeline in two files, first its program, then its graph. A controller that is killed in between
     * resumes a step that is not at the end of the graph, takes it for finished, and refuses to open its log. Such a step
     * writes into the log of the build.
     *
     * @throws IOException where the step has ended, or there is no log
     */
    public static TaskListener of(StepContext context) throws IOException, InterruptedException {
        try {
            return Objects.requireNonNull(context.get(TaskListener.class));
        } catch (IOException e) {
            if (!isForgotten(context)) {
                throw e;
            }
            try {
                LOGGER.log(Level.FINE, "the log of the build stands in for that of a step", e);
                return filtered(context.get(FlowExecution.class).getOwner().getListener(), filters(context));
            } catch (IOException | RuntimeException other) {
                other.addSuppressed(e);
                throw other;
            }
        }
    }

    /** Whether Jenkins takes the step for finished, and it is not. */
    static boolean isForgotten(StepContext context) throws IOException, InterruptedException {
        FlowNode node = context.get(FlowNode.class);
        return node != null && !node.isActive() && !new Caller(context).hasEnded();
    }

    /** Writes {@code line} as one of ours. */
    public static void tell(StepContext context, String line) throws IOException, InterruptedException {
        of(context).getLogger().println("[deploy-hooks] " + line);
    }

    /**
     * Writes {@code text} as the line with which attempt {@code attempt} of a hook begins, and gives it an address in the console.
     *
     * @param log the file of the hook's log, relative to the directory {@code deploy-hooks} of the build
     * @throws IOException where the step has ended, or there is no log
     */
    public static void mark(StepContext context, String log, int attempt, String text)
            throws IOException, InterruptedException {
        of(context).getLogger().println(ConsoleMark.line(log, attempt, "[deploy-hooks] " + text));
    }

    /** What the steps around have put before the log; null: nothing. */
    @CheckForNull
    static TaskListenerDecorator filters(StepContext context) throws IOException, InterruptedException {
        return TaskListenerDecorator.merge(
                TaskListenerDecorator.fromConsoleLogFilter(context.get(ConsoleLogFilter.class)),
                context.get(TaskListenerDecorator.class));
    }

    private static TaskListener filtered(TaskListener build, @CheckForNull TaskListenerDecorator filters)
            throws IOException, InterruptedException {
        return filters == null
                ? build
                : new StreamTaskListener(filters.decorate(build.getLogger()), StandardCharsets.UTF_8);
    }
}
