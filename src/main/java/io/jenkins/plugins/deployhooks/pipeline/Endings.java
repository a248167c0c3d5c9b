package io.jenkins.plugins.deployhooks.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.TimeoutStepExecution;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;

/** What the end of the user's own steps means for a deployment. */
final class Endings {
    private Endings() {}

    /** How it ended that ended with {@code fault}. */
    static End of(Throwable fault) {
        if (!(fault instanceof FlowInterruptedException interrupted)) {
            return End.FAILED;
        }
        if (interrupted.getCauses().stream().anyMatch(Endings::isRemovedAgent)) {
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

    private static boolean isRemovedAgent(CauseOfInterruption cause) {
        return cause instanceof ExecutorStepExecution.RemovedNodeCause
                || cause instanceof ExecutorStepExecution.RemovedNodeTimeoutCause;
    }

    /** Why, for people. */
    static String reason(Throwable fault) {
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

    /** How a body ended that ended well while the build's result went from {@code before} to {@code after}. */
    static End of(@CheckForNull Result before, @CheckForNull Result after) {
        if (after == null || before != null && before.isWorseOrEqualTo(after)) {
            return End.OK;
        }
        if (after.isWorseThan(Result.UNSTABLE)) {
            return End.FAILED;
        }
        return after.equals(Result.UNSTABLE) ? End.UNSTABLE : End.OK;
    }
}
