package io.jenkins.plugins.deployhooks.engine.lifecycle;

import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedHook;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.profile.Place;

/** What the end of a step means for its deployment. */
enum Verdict {
    GO_ON,
    TRY_AGAIN,
    FAIL,
    UNSTABLE,
    WARN,
    IGNORE;

    static Verdict of(PlannedStep step, End end, int attemptsLeft) {
        if (end == End.OK) {
            return GO_ON;
        }
        if (end == End.UNSTABLE) {
            return UNSTABLE;
        }
        return switch (step.kind()) {
            // Without what was built there is nothing to launch.
            case BODY, READINESS, BRING, REST -> FAIL;
            // Without its data the app would begin with none and lose what it writes.
            case MOUNT, PREPARE -> FAIL;
            case UNMOUNT, FREEZE, FROZEN -> end == End.LOST && !step.section().isSettled() ? FAIL : WARN;
            case FROZEN_STRICT -> ofFrozen(step, end);
            // A damaged archive is a miss, and an archive that cannot be made is missing next time (S45): no failure.
            case RESTORE, SAVE -> end == End.LOST ? FAIL : WARN;
            case HOOK -> ofHook(step, end, attemptsLeft);
        };
    }

    /** Whether a failure of {@code step} means that no archive may exist afterwards (S17), whatever its policy. */
    static boolean barsArchive(PlannedStep step) {
        return step.hook() != null && step.hook().standing().place() == Place.AFTER_BUILD;
    }

    private static Verdict ofFrozen(PlannedStep step, End end) {
        if (!step.section().isSettled()) {
            return FAIL;
        }
        return end == End.LOST ? WARN : UNSTABLE;
    }

    private static Verdict ofHook(PlannedStep step, End end, int attemptsLeft) {
        PlannedHook hook = step.hook();
        if (end == End.LOST) {
            // No policy of a hook makes up for a lost agent: the next step would need it as well.
            return step.section().isSettled() ? WARN : FAIL;
        }
        if (attemptsLeft > 0) {
            return TRY_AGAIN;
        }
        return switch (hook.settings().onFailure()) {
            case FAIL -> FAIL;
            case UNSTABLE -> UNSTABLE;
            case WARN -> WARN;
            case IGNORE -> IGNORE;
        };
    }
}
