package io.jenkins.plugins.deployhooks.pipeline.place;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;

/**
 * How Jenkins says that it has given up the agent of a {@code node} block: to the block, which ends by it, and to what runs
 * inside, which hears that the block around it has failed, by that. Nobody wanted the deployment to stop.
 */
public final class GivenUp {
    /** Each block in between adds one. */
    private static final int DEEPEST = 100;

    private GivenUp() {}

    /** Whether {@code fault} says so. */
    public static boolean isCause(@CheckForNull Throwable fault) {
        return cause(fault) != null;
    }

    @CheckForNull
    private static CauseOfInterruption cause(@CheckForNull Throwable fault) {
        Throwable each = fault;
        for (int i = 0; each != null && i < DEEPEST; i++) {
            if (each instanceof FlowInterruptedException interrupted) {
                for (CauseOfInterruption cause : interrupted.getCauses()) {
                    if (cause instanceof ExecutorStepExecution.RemovedNodeCause
                            || cause instanceof ExecutorStepExecution.RemovedNodeTimeoutCause) {
                        return cause;
                    }
                }
            }
            each = each.getCause();
        }
        return null;
    }

    /** What {@code fault}, which says so, means to people. */
    public static String reason(Throwable fault) {
        CauseOfInterruption cause = cause(fault);
        return "Jenkins has given up its agent" + (cause == null ? "" : " (" + cause.getShortDescription() + ")");
    }

    /** {@code end} of what was stopped because of {@code fault}; as it is where that was no such thing. */
    public static HookEnd lost(HookEnd end, @CheckForNull Throwable fault) {
        if (fault == null || end.state() != HookEnd.State.ABORTED || !isCause(fault)) {
            return end;
        }
        String reason = reason(fault) + ", so it was stopped. " + end.reason();
        return new HookEnd(HookEnd.State.LOST, end.exit(), reason.trim(), end.duration(), end.output());
    }
}
