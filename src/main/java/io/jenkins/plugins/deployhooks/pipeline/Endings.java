package io.jenkins.plugins.deployhooks.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.pipeline.closing.Closings;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import io.jenkins.plugins.deployhooks.pipeline.place.GivenUp;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.TimeoutStepExecution;

/** What the end of the user's own steps means for a deployment. */
final class Endings {
    private Endings() {}

    /** How it ended that ended with {@code fault}. */
    static End of(Throwable fault) {
        if (!(fault instanceof FlowInterruptedException interrupted)) {
            return End.FAILED;
        }
        if (GivenUp.isCause(fault)) {
            return End.LOST; // Jenkins says of some of these that somebody wanted it
        }
        if (interrupted.isActualInterruption()) {
            return End.ABORTED;
        }
        // A time-out inside of the body, or a step that failed in the way of an abort: nobody wants the deployment to
        // stop.
        for (CauseOfInterruption cause : interrupted.getCauses()) {
            if (cause instanceof TimeoutStepExecution.ExceededTimeout) {
                return End.TIMED_OUT;
            }
        }
        return End.FAILED;
    }

    /** Why, for people. */
    static String reason(Throwable fault) {
        if (GivenUp.isCause(fault)) {
            return GivenUp.reason(fault);
        }
        if (fault instanceof FlowInterruptedException interrupted) {
            String causes = interrupted.getCauses().stream()
                    .map(CauseOfInterruption::getShortDescription)
                    .collect(Collectors.joining(", "));
            return causes.isEmpty() ? "interrupted" : causes;
        }
        String message = fault.getMessage();
        boolean plain = fault instanceof AbortException && message != null;
        return plain ? message : fault.toString();
    }

    /**
     * Closes the deployment that has ended with {@code outcome}, and tells what its step ends with; null: it ends well.
     *
     * @param broken what the step ends with, whatever the deployment says; null: the deployment decides
     * @param fault what the step ends with where the deployment does not end well; null: the deployment's own reason
     * @param asking why the step is to stop, where nobody has heard of that yet; null: it is not. Asked when the deployment
     *     is closed, since an abort may come meanwhile
     */
    @CheckForNull
    static Throwable close(
            LiveDeployment deployment,
            Outcome outcome,
            @CheckForNull Throwable broken,
            @CheckForNull Throwable fault,
            Supplier<Throwable> asking) {
        if (broken == null) {
            Closings.close(deployment, outcome);
        } else if (deployment.isPlanned()) {
            Closings.close(deployment, deployment.abandon(of(broken), reason(broken)));
        }
        return end(outcome, broken, fault, asking.get(), deployment::reason);
    }

    /** The same for a deployment that is closed, with the {@code reason} of one that did not end well. */
    @CheckForNull
    static Throwable end(
            Outcome outcome,
            @CheckForNull Throwable broken,
            @CheckForNull Throwable fault,
            @CheckForNull Throwable asked,
            Supplier<String> reason) {
        boolean well = broken == null && (outcome == Outcome.SUCCESS || outcome == Outcome.UNSTABLE);
        // That an agent was given up is nobody's wish: it says less than a fault, and nothing where all is done.
        if (asked != null && !(GivenUp.isCause(asked) && (well || fault != null))) {
            return asked;
        }
        if (broken != null || well) {
            return broken;
        }
        return fault == null ? new AbortException(reason.get()) : fault;
    }

    /** How an attempt ended that was to begin when somebody stopped it, for {@code cause}. */
    static HookEnd notBegun(Throwable cause) {
        return HookEnd.of(GivenUp.isCause(cause) ? HookEnd.State.LOST : HookEnd.State.ABORTED, reason(cause));
    }

    /** How an attempt ended of which nobody told it, although its step ended, with {@code thrown}; null: well. */
    static HookEnd untold(LiveDeployment deployment, String stepId, int attempt, @CheckForNull Throwable thrown) {
        if (thrown == null) {
            return HookEnd.of(HookEnd.State.FAILED, "its end was not told");
        }
        End end = of(thrown);
        if (deployment.isAborted()
                && deployment.step(stepId).section().isSettled()
                && deployment.hasStarted(stepId, attempt)) {
            // By force: of an answer that ends this hook alone, as cleanup may have a secret to remove.
            end = End.LOST;
        }
        boolean named = end == End.ABORTED || end == End.LOST;
        return HookEnd.of(named ? HookEnd.State.valueOf(end.name()) : HookEnd.State.FAILED, reason(thrown));
    }
}
