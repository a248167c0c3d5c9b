package io.jenkins.plugins.deployhooks.engine.deployment;

import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.time.DurationText;
import java.time.Duration;

/** Says of a failed attempt what happened, to which step, on which agent, after how long and why. */
public final class FailureReason {
    private FailureReason() {}

    /**
     * {@code end} with the whole sentence as its reason; as it is where nothing failed, and where a step that is no script
     * says itself what failed. Of a lost agent none does.
     */
    static HookEnd complete(PlannedStep step, HookEnd end, String agent) {
        boolean script = step.kind() == PlannedStep.Kind.HOOK || step.kind() == PlannedStep.Kind.BODY;
        if (end.state() == HookEnd.State.OK || !script && end.state() != HookEnd.State.LOST) {
            return end;
        }
        return new HookEnd(end.state(), end.exit(), of(step.id(), end, agent), end.duration(), end.output());
    }

    /** The whole sentence for {@code end}, which is no success, of the step {@code id} (W17). */
    public static String of(String id, HookEnd end, String agent) {
        String what =
                switch (end.state()) {
                    case TIMED_OUT -> "timed out";
                    case ABORTED -> "was aborted";
                    case LOST -> "was lost";
                    default -> "failed";
                };
        String after = end.duration().isZero() ? "" : " after " + DurationText.format(rounded(end.duration()));
        return "%s %s on agent %s%s: %s".formatted(id, what, agent, after, end.reason());
    }

    private static Duration rounded(Duration duration) {
        return duration.compareTo(Duration.ofSeconds(10)) < 0
                ? Duration.ofMillis(Math.max(1, duration.toMillis()))
                : Duration.ofSeconds(duration.toSeconds());
    }

    /** The lifecycle's word for how a process ended. */
    static End wordOf(HookEnd.State state) {
        return switch (state) {
            case OK -> End.OK;
            case FAILED -> End.FAILED;
            case TIMED_OUT -> End.TIMED_OUT;
            case ABORTED -> End.ABORTED;
            case LOST -> End.LOST;
        };
    }
}
