package io.jenkins.plugins.deployhooks.engine.lifecycle.message;

import io.jenkins.plugins.deployhooks.engine.definition.Phase;

/** What has happened outside. */
public sealed interface Signal {
    /** A phase begins. */
    record PhaseEntered(Phase phase) implements Signal {}

    /**
     * The step that was to run has ended.
     *
     * @param stepId the step of the last command
     * @param end how
     * @param reason for people; may be empty after {@link End#OK}
     */
    record Ended(String stepId, End end, String reason) implements Signal {}

    /** Before the run phase: another deployment came between, so that what was unchanged may not be so any more. */
    record Overtaken() implements Signal {}

    /** Somebody wants the deployment to stop. */
    record Interrupted(String reason) implements Signal {}

    /**
     * No phase comes any more. A step that was to run, and whose end nobody has told, has failed by that, or was aborted;
     * but one that answers a deployment's end is still to be run: see {@code Lifecycle.current}.
     *
     * @param end OK, or how what the user does between the phases ended
     * @param reason for people; may be empty after {@link End#OK}
     */
    record Closed(End end, String reason) implements Signal {}
}
