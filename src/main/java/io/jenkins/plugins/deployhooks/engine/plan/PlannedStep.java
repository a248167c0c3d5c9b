package io.jenkins.plugins.deployhooks.engine.plan;

import edu.umd.cs.findbugs.annotations.Nullable;

/**
 * One step of a plan.
 *
 * @param id unique in the plan: {@code preBuild/assets} for a hook, otherwise the step's kind
 * @param kind what it does
 * @param section the part of the plan it belongs to
 * @param choice whether it runs
 * @param hook the hook; null unless the kind is {@link Kind#HOOK}
 */
public record PlannedStep(
        String id,
        Kind kind,
        Section section,
        Choice choice,
        @Nullable PlannedHook hook) {
    /** What a step does. */
    public enum Kind {
        /** Unpacks the archive: before preBuild (X11). */
        RESTORE,
        HOOK,
        /** The user's own steps of the phase. */
        BODY,
        /** Makes the archive: after postBuild, before preRun (S3, S16, S20). */
        SAVE,
        /** Unpacks what the build phase has made where the run phase is, which may be another machine: before preRun. */
        BRING,
        /** Waits until the app answers (D11). */
        READINESS,
        /** Makes the directories that the platform promises its hooks, where they may be on another machine (S42, S44). */
        PREPARE,
        /** Takes the mounts away: before anything of the build phase (S36). */
        UNMOUNT,
        /** Puts the mounts where the app expects them: before anything of the run phase but the archive (S36). */
        MOUNT,
        /** Remembers what the files of the running app are like (S54). */
        FREEZE,
        /** Tells which of them have changed since; a change is a warning (S54). */
        FROZEN,
        /** The same, and a change is a failure. */
        FROZEN_STRICT,
        /** What whoever deploys does after the run phase and before the deployment has succeeded: builders, publishers. */
        REST
    }

    /** Whether whoever deploys does it himself, and tells how it ended. */
    public boolean isOwn() {
        return kind == Kind.BODY || kind == Kind.REST;
    }

    /**
     * Whether a step runs.
     *
     * @param decision as planned
     * @param ifRestoreFails when the archive turns out to be unusable, so that the deployment builds after all
     * @param ifOvertaken when another deployment turns out to have come between, so that nothing is unchanged any more; null:
     *     as planned
     */
    public record Choice(
            Decision decision,
            Decision ifRestoreFails,
            @Nullable Decision ifOvertaken) {
        /** A choice to which other deployments make no difference. */
        public Choice(Decision decision, Decision ifRestoreFails) {
            this(decision, ifRestoreFails, null);
        }

        /** The decision, by what was learned since it was planned. */
        public Decision after(boolean restoreFailed, boolean overtaken) {
            if (restoreFailed) {
                return ifRestoreFails;
            }
            return overtaken && ifOvertaken != null ? ifOvertaken : decision;
        }
    }

    /** The event of a hook; the id of another step. */
    public String group() {
        return hook == null ? id : hook.event();
    }
}
