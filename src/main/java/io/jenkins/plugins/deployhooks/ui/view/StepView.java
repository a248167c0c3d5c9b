package io.jenkins.plugins.deployhooks.ui.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import io.jenkins.plugins.deployhooks.ui.place.StepPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A step of a deployment. */
@ExportedBean(defaultVisibility = 2)
public final class StepView {
    private final Source source;
    private final StepReport step;

    StepView(Source source, StepReport step) {
        this.source = source;
        this.step = step;
    }

    /** Its id: {@code preBuild/assets}. */
    @Exported
    public String getId() {
        return step.id();
    }

    /** Its event; null: it is no hook. */
    @Exported
    @CheckForNull
    public String getEvent() {
        int slash = step.id().indexOf('/');
        return step.policy() == null
                ? null
                : step.id().substring(0, slash < 0 ? step.id().length() : slash);
    }

    /** The name of the hook; null: it is no hook. */
    @Exported
    @CheckForNull
    public String getHook() {
        return step.policy() == null ? null : step.id().substring(step.id().indexOf('/') + 1);
    }

    /** How it ended, or stands. */
    @Exported
    public String getState() {
        return step.state().name();
    }

    /** Why it was skipped or failed; may be empty. */
    @Exported
    public String getReason() {
        return step.reason();
    }

    /** What its failure means; null: it is no hook. */
    @Exported
    @CheckForNull
    public String getPolicy() {
        return step.policy();
    }

    /** When its first attempt began; milliseconds since 1970, null: it never did. */
    @Exported
    @CheckForNull
    public Long getStartedAt() {
        Instant start = step.startedAt();
        return start == null ? null : start.toEpochMilli();
    }

    /** How long it took, or takes until now; milliseconds. */
    @Exported
    public long getDurationMillis() {
        Instant start = step.startedAt();
        return step.state() == StepReport.State.RUNNING && start != null
                ? Math.max(0, System.currentTimeMillis() - start.toEpochMilli())
                : step.durationMillis();
    }

    /** How many attempts have ended. */
    @Exported
    public int getAttempts() {
        return step.attempts().size();
    }

    /** The attempts that have ended, in their order. */
    @Exported(inline = true)
    public List<AttemptView> getTries() {
        return step.attempts().stream().map(this::attempt).toList();
    }

    private AttemptView attempt(StepReport.Attempt attempt) {
        StepPlace place = source.places().of(step.id(), attempt.number());
        return new AttemptView(attempt, place, place == null ? null : source.nodeUrl(place.node()));
    }

    @CheckForNull
    private StepReport.Attempt last() {
        List<StepReport.Attempt> attempts = step.attempts();
        return attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
    }

    /** The exit code of the last attempt; null: there is none. */
    @Exported
    @CheckForNull
    public Integer getExitCode() {
        StepReport.Attempt last = last();
        return last == null ? null : last.exitCode();
    }

    /** The number of the signal that ended the last attempt; null: none did. */
    @Exported
    @CheckForNull
    public Integer getSignal() {
        StepReport.Attempt last = last();
        return last == null ? null : last.signal();
    }

    /** The agent of the last attempt, also while it runs; null: not known. */
    @Exported
    @CheckForNull
    public String getAgent() {
        StepPlace place = source.places().last(step.id());
        return place == null ? null : place.agent();
    }

    /** The id of the node of the last attempt in the graph of a Pipeline; null: there is none. */
    @Exported
    @CheckForNull
    public String getNodeId() {
        StepPlace place = source.places().last(step.id());
        return place == null ? null : place.node();
    }

    /** The address of that node's log, relative to the root of Jenkins; null: there is none. */
    @Exported
    @CheckForNull
    public String getNodeUrl() {
        return source.nodeUrl(getNodeId());
    }

    /** The name of its log; null: none. */
    @Exported
    @CheckForNull
    public String getLog() {
        return step.log();
    }

    /** The address of its log, relative to the root of Jenkins, with a slash at its end; null: there is none. */
    @Exported
    @CheckForNull
    public String getLogUrl() {
        return getLogBytes() < 0 ? null : source.logUrl(step);
    }

    /** The size of its log; bytes, -1: there is none. */
    @Exported
    public long getLogBytes() {
        Path log = source.log(step);
        try {
            return log == null ? -1 : Files.size(log);
        } catch (IOException e) {
            // It was cleared away by somebody.
            return -1;
        }
    }

    /** The last lines of the output of an attempt that failed. */
    @Exported
    public List<String> getTail() {
        return step.tail();
    }

    /** The names of the values it gave to later hooks. */
    @Exported
    public List<String> getOutputs() {
        return step.outputs();
    }

    /** Things people should know although they are no failure. */
    @Exported
    public List<String> getNotes() {
        return step.notes();
    }

    /** Its place in the plan, counted from 0. */
    int order() {
        return step.order();
    }

    /** The file of its log; null: it has none. */
    @CheckForNull
    public Path logFile() {
        return source.log(step);
    }

    /** What its log is called in addresses; null: it has none. */
    @CheckForNull
    public String segment() {
        return Source.segment(step);
    }

    /** Whether something may still be written to its log. */
    public boolean isGoingOn() {
        return source.report().result().outcome().equals("running") && step.goesOn();
    }
}
