package io.jenkins.plugins.deployhooks.engine.lifecycle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.Nullable;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Cause;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Stopping;
import io.jenkins.plugins.deployhooks.engine.plan.Section;

/**
 * Where a deployment stands: all that is needed, with its plan, to go on after a restart.
 *
 * @param cursor the step it is at
 * @param abort what was asked of it
 * @param findings what it has learned
 */
public record LifecycleState(Cursor cursor, Abort abort, Findings findings) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The state before anything has happened. */
    public static final LifecycleState INITIAL = new LifecycleState(
            new Cursor(Section.BUILD, -1, 0, Status.NEW),
            new Abort(Stopping.NO, false, false),
            new Findings(null, false, false, false, false));

    /** What the deployment waits for. */
    public enum Status {
        /** For its first phase. */
        NEW,
        /** For the end of a step. */
        RUNNING,
        /** For its next phase. */
        WAITING,
        /** For nothing. */
        FINISHED
    }

    /**
     * The step a deployment is at.
     *
     * @param section the part of the plan
     * @param position the index of the step in the plan; -1 before the first
     * @param attempt of that step, counted from 1
     * @param status what it waits for
     */
    public record Cursor(Section section, int position, int attempt, Status status) {}

    /**
     * What was asked of a deployment.
     *
     * @param stopping what was asked of the running step
     * @param aborted whether somebody aborted the deployment
     * @param ending whether a further abort ended runFailed and cleanup too
     */
    public record Abort(Stopping stopping, boolean aborted, boolean ending) {}

    /**
     * What a deployment has learned.
     *
     * @param cause why it is not successful; null: it is so far
     * @param unstable whether it is unstable
     * @param restoreFailed whether the archive could not be used, so that it builds after all
     * @param archiveBarred whether a postBuild hook failed, so that no archive is made (S17)
     * @param overtaken whether another deployment came between, so that nothing counts as unchanged any more
     */
    public record Findings(
            @Nullable Cause cause, boolean unstable, boolean restoreFailed, boolean archiveBarred, boolean overtaken) {

        /** The outcome if nothing else happened. */
        public Outcome outcome() {
            if (cause != null) {
                return cause.outcome();
            }
            return unstable ? Outcome.UNSTABLE : Outcome.SUCCESS;
        }
    }

    /** This state as JSON, for a file or for the program state of an adapter. */
    public String encode() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a state is plain data, so it can be written", e);
        }
    }

    /**
     * The state that {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if {@code json} is none
     */
    public static LifecycleState decode(String json) {
        try {
            LifecycleState state = JSON.readValue(json, LifecycleState.class);
            if (state.cursor == null || state.abort == null || state.findings == null) {
                throw new IllegalArgumentException("not the state of a deployment: " + json);
            }
            return state;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the state of a deployment: " + e.getOriginalMessage(), e);
        }
    }
}
