package io.jenkins.plugins.deployhooks.pipeline.hook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.definition.hook.FailurePolicy;
import io.jenkins.plugins.deployhooks.engine.deployment.FailureReason;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.pipeline.account.StepLog;
import io.jenkins.plugins.deployhooks.pipeline.account.StepNode;
import io.jenkins.plugins.deployhooks.pipeline.order.HookOrder;
import io.jenkins.plugins.deployhooks.pipeline.place.GivenUp;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Makes of a hook's end the end of its step: result, colour, message. */
final class Completion {
    private final StepContext context;
    private final HookOrder order;
    private final HookEnd end;
    private final String agent;

    Completion(StepContext context, HookOrder order, HookEnd end, String agent) {
        this.context = context;
        this.order = order;
        this.end = end;
        this.agent = agent.isEmpty() ? "(none)" : agent;
    }

    /** The whole sentence about a failure. */
    String sentence() {
        return FailureReason.of(order.names().id(), end, agent);
    }

    /** Tells people what they should know although it is no failure. */
    void tellNotes() throws IOException, InterruptedException {
        for (String note : end.output().notes()) {
            tell(note);
        }
    }

    void tell(String line) throws IOException, InterruptedException {
        tell(context, line);
    }

    /** Writes a line into the log of the step. */
    static void tell(StepContext context, String line) throws IOException, InterruptedException {
        StepLog.tell(context, line);
    }

    /**
     * Completes the step.
     *
     * @param stopCause why the step was asked to stop; null: it was not
     * @param mode what else there is to know
     */
    void complete(@CheckForNull Throwable stopCause, Mode mode) throws IOException, InterruptedException {
        if (end.state() == HookEnd.State.OK) {
            succeed();
        } else if (stopCause != null && !isLostWithAgent(stopCause)) {
            tell(sentence());
            context.onFailure(stopCause);
        } else {
            fail(mode);
        }
    }

    /**
     * What else there is to know.
     *
     * @param driven whether a deployment decides about the build's result
     * @param last whether no other attempt follows
     */
    record Mode(boolean driven, boolean last) {}

    private boolean isLostWithAgent(Throwable stopCause) {
        return end.state() == HookEnd.State.LOST && GivenUp.isCause(stopCause);
    }

    private void fail(Mode mode) throws IOException, InterruptedException {
        FailurePolicy policy = Objects.requireNonNull(order.settings().onFailure());
        if (policy == FailurePolicy.FAIL && mode.last()) {
            context.onFailure(new HookFailedException(sentence() + tail(), end));
            return;
        }
        tell(sentence());
        boolean unstable = policy == FailurePolicy.UNSTABLE && mode.last();
        if (policy != FailurePolicy.IGNORE) {
            StepNode.warn(context, sentence(), unstable);
        }
        if (unstable && !mode.driven()) {
            context.setResult(Result.UNSTABLE);
        }
        succeed();
    }

    private void succeed() {
        context.onSuccess(new HashMap<>(end.output().values()));
    }

    private String tail() {
        List<String> lines = end.output().tail();
        // What the reason quotes already, as that of a script which could not be started, is not said twice.
        boolean said = lines.isEmpty() || lines.size() == 1 && sentence().contains(": " + lines.get(0));
        return said ? "" : "\nThe last lines of its output:\n    " + String.join("\n    ", lines);
    }
}
