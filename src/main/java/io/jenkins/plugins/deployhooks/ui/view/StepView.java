package io.jenkins.plugins.deployhooks.ui.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.deployhooks.engine.report.HookLabel;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import io.jenkins.plugins.deployhooks.ui.place.StepPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.MissingResourceException;
import java.util.Set;
import org.jvnet.localizer.ResourceBundleHolder;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A step of a deployment. */
@ExportedBean(defaultVisibility = 2)
public final class StepView {
    /** The ids of the steps about archives, which are no hooks. */
    private static final Set<String> ARCHIVES = Set.of("restore", "save", "bring");

    private final Source source;
    private final StepReport step;

    /** The size of the log; null: nobody has asked for it yet. */
    @CheckForNull
    private Long logBytes;

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

    /** What it is called on pages: a hook by its name, and everything else by what it does. */
    @Exported
    public String getTitle() {
        String hook = getHook();
        return hook == null ? task(getId()) : hook;
    }

    /** What the step {@code id} does; some occur more than once, such as {@code freeze-postRun}. */
    static String task(String id) {
        try {
            return ResourceBundleHolder.get(StepView.class).format("task." + id.split("-")[0]);
        } catch (MissingResourceException e) {
            return id;
        }
    }

    /** {@code preBuild: assets}, as it is called in views of the build's graph and in its console. */
    public String getLabel() {
        String event = getEvent();
        return event == null ? getTitle() : HookLabel.of(event, getHook());
    }

    /** How it ended, or stands. */
    @Exported
    public String getState() {
        return step.state().name();
    }

    /** The same in a word, in the language of whoever asks. */
    @Exported
    public String getStateWord() {
        return getLook().getWord();
    }

    /** How that is shown. */
    public Look getLook() {
        return Look.of(step.state());
    }

    /** Whether it is a hook that failed, timed out or was lost. */
    boolean isFailedHook() {
        return getEvent() != null && getLook().getTone().equals("bad");
    }

    /** Whether it is a hook that did not end well. */
    boolean isTroubledHook() {
        return isFailedHook() || getEvent() != null && getLook().getTone().equals("warn");
    }

    /** Whether it failed, and its policy says that this is no failure of the deployment. */
    public boolean isTolerated() {
        return isFailedHook() && !"fail".equals(getPolicy());
    }

    /** Why it was skipped or failed; may be empty. */
    @Exported
    public String getReason() {
        return step.reason();
    }

    /** Whether it keeps, unpacks or brings archives, and was skipped for that reason. */
    boolean isSkippedFor(String reason) {
        return ARCHIVES.contains(getId())
                && step.state() == StepReport.State.SKIPPED
                && !reason.isEmpty()
                && step.reason().equals(reason);
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

    /** When it began; null: it did not. */
    @CheckForNull
    public Date getStart() {
        Long start = getStartedAt();
        return start == null ? null : new Date(start);
    }

    /** How long it took, in words; null: it did not begin. */
    @CheckForNull
    public String getTook() {
        return getStartedAt() == null ? null : Util.getTimeSpanString(getDurationMillis());
    }

    /** When it was going on; null: it did not begin. */
    @CheckForNull
    public Bar getBar() {
        Long start = getStartedAt();
        Report.Result all = source.report().result();
        return start == null
                ? null
                : Bar.of(start - all.startedAt().toEpochMilli(), getDurationMillis(), all.durationMillis());
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
        return new AttemptView(
                attempt,
                place,
                new AttemptView.Addresses(
                        place == null ? null : source.nodeUrl(place.node()),
                        getEvent() == null ? null : source.consoleUrl(step, attempt.number())));
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

    /** {@code exit code 3}, {@code signal 9}; null: nothing worth a word, such as 0. */
    @CheckForNull
    public String getExit() {
        ResourceBundleHolder texts = ResourceBundleHolder.get(StepView.class);
        Integer signal = getSignal();
        if (signal != null) {
            return texts.format("signal", signal);
        }
        Integer code = getExitCode();
        return code == null || code == 0 ? null : texts.format("exit", code);
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

    /** The size of its log; bytes, -1: there is none. The disk is asked once, and not for what has never begun. */
    @Exported
    public long getLogBytes() {
        Long known = logBytes;
        if (known == null) {
            Path log = step.startedAt() == null ? null : source.log(step);
            known = log == null ? -1 : size(log);
            logBytes = known;
        }
        return known;
    }

    private static long size(Path log) {
        try {
            return Files.size(log);
        } catch (IOException e) {
            // It was cleared away by somebody.
            return -1;
        }
    }

    /** The address of the line of its last attempt in the console, relative to the root of Jenkins; null: it wrote none. */
    @CheckForNull
    public String getConsoleUrl() {
        if (getStartedAt() == null || getEvent() == null) {
            return null;
        }
        StepReport.Attempt ended = last();
        StepPlace begun = source.places().last(step.id());
        return source.consoleUrl(
                step, Math.max(ended == null ? 1 : ended.number(), begun == null ? 1 : begun.attempt()));
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

    /** Whether there is more to tell than fits a line. */
    public boolean isDetailed() {
        return getStartedAt() != null && !getReason().isEmpty()
                || getAttempts() > 1
                || !getTail().isEmpty()
                || !getNotes().isEmpty()
                || !getOutputs().isEmpty();
    }

    /** Its place in the plan, counted from 0. */
    public int getNumber() {
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
