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
 * @param cache what was taken from earlier builds and left for later ones
 * @param warnings things people should know, in the order they came up
 */
public record Report(
        int schemaVersion,
        Deployment deployment,
        Result result,
        List<EventReport> events,
        List<StepReport> tasks,
        Cache cache,
        List<String> warnings) {
    /** The version of the report's form; a new one when a field changes its meaning or goes. */
    public static final int SCHEMA_VERSION = 1;

    public Report {
        events = List.copyOf(events);
        tasks = List.copyOf(tasks);
        cache = cache == null ? Cache.UNKNOWN : cache;
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
            @CheckForNull String commit) {
        /** The same of another kind. */
        public Deployment as(String other) {
            return new Deployment(id, app, environment, profile, other, branch, commit);
        }
    }

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
     * What was taken from earlier builds and left for later ones. The record is a form for readers, flat on purpose.
     *
     * @param hit whether the archive of this build was there and could be used
     * @param reason why, or why not: {@code miss: key part package-lock.json changed}
     * @param key the key of this build; null: not known
     * @param reused the deployment whose results are used (S49), or the key of the archive that was unpacked, which a
     *     restore key may have found; null: none
     * @param bytes size of this build's archive as a file, which was unpacked after a hit and stored after a miss; null: it
     *     was not
     * @param files files, directories and links in it; null as before
     * @param seconds which unpacking or storing it took; null as before
     */
    public record Cache(
            boolean hit,
            String reason,
            @CheckForNull String key,
            @CheckForNull String reused,
            @CheckForNull Long bytes,
            @CheckForNull Long files,
            @CheckForNull Double seconds) {
        /** Of reports that were written before there was a cache. */
        public static final Cache UNKNOWN = new Cache(false, "", null, null, null, null, null);
    }

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
