package io.jenkins.plugins.deployhooks.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.util.List;

/**
 * What happened in one deployment.
 *
 * @param schemaVersion of this form, {@link #SCHEMA_VERSION}
 * @param deployment which deployment it was
 * @param result how it ended, or stands
 * @param events the events that have hooks, in their order
 * @param tasks what else the plan holds: the phases' bodies, the archive, the readiness check
 * @param warnings things people should know, in the order they came up
 */
public record Report(
        int schemaVersion,
        Deployment deployment,
        Result result,
        List<EventReport> events,
        List<StepReport> tasks,
        List<String> warnings) {
    /** The version of the report's form; a new one when a field changes its meaning or goes. */
    public static final int SCHEMA_VERSION = 1;

    public Report {
        events = List.copyOf(events);
        tasks = List.copyOf(tasks);
        warnings = List.copyOf(warnings);
    }

    /**
     * Which deployment it was.
     *
     * @param id its id
     * @param app the app; null: the repository holds just one
     * @param environment the environment
     * @param profile whose rules held
     * @param kind {@code deploy}, {@code from-cache} or {@code redeploy}
     * @param branch the branch; null: not known
     * @param commit the commit; null: not known
     */
    public record Deployment(
            String id,
            @CheckForNull String app,
            String environment,
            String profile,
            String kind,
            @CheckForNull String branch,
            @CheckForNull String commit) {}

    /**
     * How it ended.
     *
     * @param outcome {@code success}, {@code unstable}, {@code failed}, {@code aborted}, or {@code running}
     * @param failedStep the step that failed first; null: none
     * @param reason why it is not successful; empty: it is
     * @param startedAt when it began
     * @param durationMillis until its end, or until now; milliseconds
     */
    public record Result(
            String outcome, @CheckForNull String failedStep, String reason, Instant startedAt, long durationMillis) {}

    /**
     * One event.
     *
     * @param event its name
     * @param state the state of its worst hook; SKIPPED where all are
     * @param hooks its hooks, in order
     */
    public record EventReport(String event, StepReport.State state, List<StepReport> hooks) {
        public EventReport {
            hooks = List.copyOf(hooks);
        }
    }
}
