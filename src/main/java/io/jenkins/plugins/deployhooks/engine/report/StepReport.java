package io.jenkins.plugins.deployhooks.engine.report;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import java.time.Instant;
import java.util.List;

/**
 * What happened to one step of the plan. The record is a form for readers, flat on purpose; only the recorder of a
 * deployment makes one.
 *
 * @param id {@code preBuild/assets} for a hook, otherwise {@code restore build save run readiness}
 * @param order its place in the plan, counted from 0
 * @param state how it ended, or stands
 * @param reason why it was skipped or failed; may be empty
 * @param policy what its failure means: {@code fail unstable warn ignore}; null for other steps than hooks
 * @param startedAt when its first attempt began; null: it never did
 * @param durationMillis of all attempts and the pauses between them; milliseconds
 * @param attempts each attempt
 * @param log the name of its log, relative to the directory of logs; null: none
 * @param tail the last lines of the output of an attempt that failed
 * @param outputs the names of the values it gave to later hooks
 * @param notes things people should know although they are no failure
 * @param retries how often a hook is tried again; 0 for other steps, and in reports of versions that did not tell
 */
public record StepReport(
        String id,
        int order,
        State state,
        String reason,
        @CheckForNull String policy,
        @CheckForNull Instant startedAt,
        long durationMillis,
        List<Attempt> attempts,
        @CheckForNull String log,
        List<String> tail,
        List<String> outputs,
        List<String> notes,
        int retries) {
    public StepReport {
        attempts = List.copyOf(attempts);
        tail = List.copyOf(tail);
        outputs = List.copyOf(outputs);
        notes = List.copyOf(notes);
    }

    /** Whether it runs, will run, or will be tried again, as long as its deployment goes on. */
    public boolean goesOn() {
        return switch (state) {
            case RUNNING, PENDING -> true;
            case FAILED, TIMED_OUT -> attempts.size() <= retries;
            default -> false;
        };
    }

    /** The states of a step, from the best to the worst. */
    public enum State {
        /** One of a later version; never of a step of this one. */
        @JsonEnumDefaultValue
        UNKNOWN,
        SKIPPED,
        SUCCEEDED,
        PENDING,
        RUNNING,
        UNSTABLE,
        FAILED,
        TIMED_OUT,
        ABORTED,
        LOST
    }

    /**
     * One attempt.
     *
     * @param number counted from 1
     * @param state how it ended
     * @param exitCode its exit code; null where there was none
     * @param signal the number of the signal that ended it; null where none did
     * @param reason why it failed; may be empty
     * @param startedAt when it began
     * @param durationMillis from launch to end; milliseconds
     */
    public record Attempt(
            int number,
            State state,
            @Nullable Integer exitCode,
            @Nullable Integer signal,
            String reason,
            Instant startedAt,
            long durationMillis) {}
}
