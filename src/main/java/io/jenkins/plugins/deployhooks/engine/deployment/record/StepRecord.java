package io.jenkins.plugins.deployhooks.engine.deployment.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What has happened to one step so far. */
final class StepRecord {
    private final int order;
    private final PlannedStep step;
    private final Recorder.Logs logs;
    private final List<StepReport.Attempt> attempts = new ArrayList<>();
    private StepReport.State state = StepReport.State.PENDING;
    private String reason = "";
    private HookEnd.Output output = HookEnd.Output.NONE;

    @CheckForNull
    private Instant startedAt;

    @CheckForNull
    private Instant attemptAt;

    private int runningAttempt;
    private Duration duration = Duration.ZERO;

    StepRecord(int order, PlannedStep step, Recorder.Logs logs) {
        this.order = order;
        this.step = step;
        this.logs = logs;
    }

    /** What {@link #memory} told. */
    void remember(Memory memory) {
        state = memory.state();
        reason = memory.reason();
        output = memory.output();
        startedAt = memory.startedAt();
        attemptAt = memory.attemptAt();
        runningAttempt = memory.runningAttempt();
        duration = memory.duration();
        attempts.addAll(memory.attempts());
    }

    Memory memory() {
        return new Memory(state, reason, output, startedAt, attemptAt, runningAttempt, duration, List.copyOf(attempts));
    }

    /**
     * A step's record for storage; a form for one writer and one reader, flat on purpose.
     *
     * @param state how it stands
     * @param reason why it was skipped or failed
     * @param output what its last attempt wrote
     * @param startedAt when its first attempt began; null: it never did
     * @param attemptAt when its last attempt began; null: none did
     * @param runningAttempt the number of that attempt
     * @param duration of all attempts that have ended, with the pauses between them
     * @param attempts those that have ended
     */
    record Memory(
            StepReport.State state,
            String reason,
            HookEnd.Output output,
            @Nullable Instant startedAt,
            @Nullable Instant attemptAt,
            int runningAttempt,
            Duration duration,
            List<StepReport.Attempt> attempts) {}

    void started(int attempt, Instant now) {
        if (attempt == runningAttempt) {
            // Found again after a restart: it began when it began.
            return;
        }
        if (startedAt == null) {
            startedAt = now;
        }
        runningAttempt = attempt;
        attemptAt = now;
        state = StepReport.State.RUNNING;
    }

    /** The attempt was about to begin, and did not. */
    void notStarted(int attempt) {
        if (attempt == runningAttempt && attempts.size() < attempt) {
            runningAttempt = attempt - 1;
            startedAt = runningAttempt == 0 ? null : startedAt;
            attemptAt = null;
            state = StepReport.State.PENDING;
        }
    }

    boolean hasStarted(int attempt) {
        return runningAttempt >= attempt;
    }

    void ended(int attempt, HookEnd end) {
        state = StepReport.State.valueOf(
                end.state() == HookEnd.State.OK ? "SUCCEEDED" : end.state().name());
        reason = end.reason();
        output = end.output();
        if (attempt != runningAttempt) {
            // Stopped before it began, while it waited for its turn: there was no such attempt.
            return;
        }
        duration = Duration.between(startedAt, Instant.now());
        attempts.add(new StepReport.Attempt(
                attempt,
                state,
                end.exit().code(),
                end.exit().signal(),
                end.reason(),
                attemptAt,
                end.duration().toMillis()));
    }

    void unstable(String why) {
        state = StepReport.State.UNSTABLE;
        reason = why;
    }

    void skipped(String why) {
        state = StepReport.State.SKIPPED;
        reason = why;
    }

    String exitCode() {
        if (attempts.isEmpty()) {
            return "";
        }
        StepReport.Attempt last = attempts.get(attempts.size() - 1);
        if (last.signal() != null) {
            return Integer.toString(128 + last.signal());
        }
        return last.exitCode() == null ? "" : Integer.toString(last.exitCode());
    }

    /** The archive that it has unpacked or stored; null: none. */
    @CheckForNull
    HookEnd.Transfer transfer() {
        return output.transfer();
    }

    double seconds() {
        return duration.toMillis() / 1000.0;
    }

    StepReport report() {
        boolean failed = state.compareTo(StepReport.State.UNSTABLE) >= 0;
        return new StepReport(
                step.id(),
                order,
                state,
                reason,
                step.hook() == null ? null : step.hook().settings().onFailure().id(),
                startedAt,
                duration.toMillis(),
                attempts,
                logs.nameOf(step),
                failed ? output.tail() : List.of(),
                output.values().keySet().stream().sorted().toList(),
                output.notes(),
                step.hook() == null ? 0 : step.hook().settings().retries().count());
    }
}
