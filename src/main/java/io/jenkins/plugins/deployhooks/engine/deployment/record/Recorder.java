package io.jenkins.plugins.deployhooks.engine.deployment.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import io.jenkins.plugins.deployhooks.engine.lifecycle.Lifecycle;
import io.jenkins.plugins.deployhooks.engine.lifecycle.LifecycleState;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Cause;
import io.jenkins.plugins.deployhooks.engine.plan.DeploymentKind;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Keeps what happens, for the report and for the variables of later hooks. Safe for use by several threads. */
public final class Recorder {
    private static final String LOG = ".log";
    private static final String RESTORE = "restore";
    private static final String SAVE = "save";
    private static final int LONGEST_NAME = 100;

    private final Plan plan;
    private final Report.Deployment which;
    private final Instant startedAt;
    private final long startedNanos;
    private final Map<String, StepRecord> steps = new LinkedHashMap<>();
    private final Map<String, String> outputs = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private LifecycleState state = LifecycleState.INITIAL;

    @CheckForNull
    private Duration total;

    /** Tells where the log of a step is. */
    @FunctionalInterface
    public interface Logs {
        /** The name of the log of {@code step} for its report; null: it has none, or none yet. */
        @CheckForNull
        String nameOf(PlannedStep step);
    }

    /** Nothing has happened yet in the deployment {@code which}, planned as {@code plan}. */
    public Recorder(Plan plan, Report.Deployment which, Logs logs) {
        this(plan, which, logs, Instant.now());
    }

    /** What {@code memory} of the same deployment has kept, and goes on. */
    public Recorder(Plan plan, Report.Deployment which, Logs logs, Memory memory) {
        this(plan, which, logs, memory.startedAt());
        memory.steps().forEach((id, step) -> steps.get(id).remember(step));
        outputs.putAll(memory.outputs());
        warnings.addAll(memory.warnings());
        total = memory.total();
    }

    private Recorder(Plan plan, Report.Deployment which, Logs logs, Instant startedAt) {
        this.startedAt = startedAt;
        // The clock that only goes forward has no date: what went before is counted by the one that has.
        this.startedNanos = System.nanoTime()
                - Math.max(0, Duration.between(startedAt, Instant.now()).toNanos());
        this.plan = plan;
        this.which = which;
        for (PlannedStep step : plan.steps()) {
            steps.put(step.id(), new StepRecord(steps.size(), step, logs));
        }
    }

    /** What has been kept so far, for storage. */
    public synchronized Memory memory() {
        Map<String, StepRecord.Memory> kept = new LinkedHashMap<>();
        steps.forEach((id, step) -> kept.put(id, step.memory()));
        return new Memory(startedAt, total, kept, new LinkedHashMap<>(outputs), List.copyOf(warnings));
    }

    /**
     * What a recorder has kept.
     *
     * @param startedAt when the deployment began
     * @param total how long it took; null: it is not finished
     * @param steps by their ids
     * @param outputs values given to later steps
     * @param warnings things people should know
     */
    public record Memory(
            Instant startedAt,
            @Nullable Duration total,
            Map<String, StepRecord.Memory> steps,
            Map<String, String> outputs,
            List<String> warnings) {}

    /** A name that every disk and locale can carry, made unique by the place of the step. */
    public static String logName(Plan plan, PlannedStep step) {
        String name = String.format(Locale.ROOT, "%02d-", plan.position(step.id()) + 1)
                + step.id().replace('/', '-').replaceAll("[^ -~]", "_");
        return name.substring(0, Math.min(name.length(), LONGEST_NAME - LOG.length())) + LOG;
    }

    /** The state has changed. */
    public synchronized void stateChanged(LifecycleState now) {
        state = now;
        if (Lifecycle.isFinished(now) && total == null) {
            total = elapsed();
        }
    }

    /** The state as it was told last. */
    public synchronized LifecycleState state() {
        return state;
    }

    /** A step begins an attempt. */
    public synchronized void started(PlannedStep step, int attempt) {
        steps.get(step.id()).started(attempt, Instant.now());
    }

    /** The attempt that was said to begin has not. */
    public synchronized void notStarted(PlannedStep step, int attempt) {
        steps.get(step.id()).notStarted(attempt);
    }

    /** Whether the attempt has begun. */
    public synchronized boolean hasStarted(PlannedStep step, int attempt) {
        return steps.get(step.id()).hasStarted(attempt);
    }

    /** Whether any attempt has begun. */
    public synchronized boolean hasBegun(PlannedStep step) {
        return steps.get(step.id()).hasStarted(1);
    }

    /** An attempt has ended; the values it gave count where it ended well. */
    public synchronized void ended(PlannedStep step, int attempt, HookEnd end) {
        steps.get(step.id()).ended(attempt, end);
        if (end.state() == HookEnd.State.OK) {
            outputs.putAll(end.output().values());
        }
    }

    /** A body that has ended well has reservations. */
    public synchronized void unstable(PlannedStep step, String reason) {
        steps.get(step.id()).unstable(reason);
    }

    /** A step does not run. */
    public synchronized void skipped(String stepId, String reason) {
        steps.get(stepId).skipped(reason);
    }

    /** Something people should know. */
    public synchronized void warning(String text) {
        warnings.add(text);
    }

    /** The values that steps have given to later ones. */
    public synchronized Map<String, String> outputs() {
        return Map.copyOf(outputs);
    }

    /** The exit code of the step to blame; empty where it has none. */
    public synchronized String exitCode(@CheckForNull Cause cause) {
        return cause == null || cause.stepId() == null
                ? ""
                : steps.get(cause.stepId()).exitCode();
    }

    /** The time since the step called {@code stepId} began first; null: it has not. */
    @CheckForNull
    public synchronized Duration since(String stepId) {
        StepRecord step = steps.get(stepId);
        Instant start = step == null ? null : step.report().startedAt();
        return start == null ? null : Duration.between(start, Instant.now());
    }

    /** The time since the deployment began. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** What has happened until the state {@code now}. */
    public synchronized Report report(LifecycleState now) {
        Map<String, List<StepReport>> events = new LinkedHashMap<>();
        List<StepReport> tasks = new ArrayList<>();
        for (PlannedStep step : plan.steps()) {
            StepReport report = steps.get(step.id()).report();
            if (step.hook() == null) {
                tasks.add(report);
            } else {
                events.computeIfAbsent(step.hook().event(), event -> new ArrayList<>())
                        .add(report);
            }
        }
        return new Report(
                Report.SCHEMA_VERSION,
                now.findings().overtaken() && !now.findings().restoreFailed()
                        ? which.as(plan.kind(false, true).id())
                        : which,
                result(now),
                events.entrySet().stream()
                        .map(event -> new Report.EventReport(event.getKey(), worst(event.getValue()), event.getValue()))
                        .toList(),
                tasks,
                cache(now),
                warnings);
    }

    private Report.Cache cache(LifecycleState now) {
        Facts.Archive answer = plan.archive();
        // A plan of the hooks of one event has neither step.
        StepRecord restore = steps.get(RESTORE);
        StepRecord save = steps.get(SAVE);
        boolean planned = plan.kind() != DeploymentKind.DEPLOY;
        boolean hit = planned && !now.findings().restoreFailed();
        // What a restore key has found is not the archive of this build.
        StepRecord own = hit ? restore : save;
        HookEnd.Transfer transfer = own == null ? null : own.transfer();
        boolean overtaken =
                hit && plan.kind() == DeploymentKind.REDEPLOY && now.findings().overtaken();
        String reason = planned && !hit && restore != null ? restore.report().reason() : answer.reason();
        // Of a deployment that another one has overtaken only the build is used again (S49).
        String reused = overtaken ? answer.keys().own() : answer.reused();
        return new Report.Cache(
                hit,
                overtaken ? reason + " when it was planned; another deployment came between" : reason,
                answer.keys().own(),
                hit ? reused : answer.keys().nearest(),
                transfer == null ? null : transfer.bytes(),
                transfer == null ? null : transfer.files(),
                transfer == null ? null : own.seconds());
    }

    private Report.Result result(LifecycleState now) {
        Cause cause = now.findings().cause();
        return new Report.Result(
                Lifecycle.isFinished(now) ? now.findings().outcome().id() : "running",
                cause == null ? null : cause.stepId(),
                cause == null ? "" : cause.reason(),
                startedAt,
                (total == null ? elapsed() : total).toMillis());
    }

    private static StepReport.State worst(List<StepReport> hooks) {
        StepReport.State worst = StepReport.State.SKIPPED;
        for (StepReport hook : hooks) {
            if (hook.state().compareTo(worst) > 0) {
                worst = hook.state();
            }
        }
        return worst;
    }
}
