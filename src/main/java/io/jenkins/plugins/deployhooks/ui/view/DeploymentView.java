package io.jenkins.plugins.deployhooks.ui.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.MissingResourceException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.jvnet.localizer.ResourceBundleHolder;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A deployment. */
@ExportedBean(defaultVisibility = 2)
public final class DeploymentView {
    private static final int SHORT = 10;

    private final Source source;
    private final Report report;

    /** The view of {@code source}. */
    public DeploymentView(Source source) {
        this.source = source;
        this.report = source.report();
    }

    /** Its id. */
    @Exported
    public String getId() {
        return report.deployment().id();
    }

    /** Its name in its build, as in the addresses of its logs. */
    @Exported
    public String getName() {
        return source.name();
    }

    /** The app; null: the repository holds just one. */
    @Exported
    @CheckForNull
    public String getApp() {
        return report.deployment().app();
    }

    /** The environment. */
    @Exported
    public String getEnvironment() {
        return report.deployment().environment();
    }

    /** Whose rules held. */
    @Exported
    public String getProfile() {
        return report.deployment().profile();
    }

    /** {@code deploy}, {@code from-cache} or {@code redeploy}. */
    @Exported
    public String getKind() {
        return report.deployment().kind();
    }

    /** The same in words, in the language of whoever asks; a kind that only a later version knows is called as it calls it. */
    public String getKindWord() {
        try {
            return ResourceBundleHolder.get(DeploymentView.class).format("kind." + getKind());
        } catch (MissingResourceException e) {
            return getKind();
        }
    }

    /** The branch; null: not known. */
    @Exported
    @CheckForNull
    public String getBranch() {
        return report.deployment().branch();
    }

    /** The commit; null: not known. */
    @Exported
    @CheckForNull
    public String getCommit() {
        return report.deployment().commit();
    }

    /** How it ended, or {@code running}. */
    @Exported
    public String getOutcome() {
        return report.result().outcome();
    }

    /** The same in a word, in the language of whoever asks. */
    @Exported
    public String getOutcomeWord() {
        return getLook().getWord();
    }

    /** The step that failed first; null: none. */
    @Exported
    @CheckForNull
    public String getFailedStep() {
        return report.result().failedStep();
    }

    /** Why it is not successful; empty: it is. */
    @Exported
    public String getReason() {
        return report.result().reason();
    }

    /** When it began; milliseconds since 1970. */
    @Exported
    public long getStartedAt() {
        return report.result().startedAt().toEpochMilli();
    }

    /** How long it took, or takes until now; milliseconds. */
    @Exported
    public long getDurationMillis() {
        return report.result().durationMillis();
    }

    /** Things people should know. */
    @Exported
    public List<String> getWarnings() {
        return report.warnings();
    }

    /** What was taken from earlier builds and left for later ones. */
    @Exported(inline = true)
    public CacheView getCache() {
        return new CacheView(report.cache());
    }

    /** Its hooks and what else it did, in the order of the report. */
    @Exported(inline = true)
    public List<StepView> getSteps() {
        return Stream.concat(report.events().stream().flatMap(event -> event.hooks().stream()), report.tasks().stream())
                .sorted(Comparator.comparingInt(StepReport::order))
                .map(step -> new StepView(source, step))
                .toList();
    }

    /**
     * Its steps as pages show them. Nothing was there to be done for what keeps and unpacks archives where the reason is the one
     * that pages give for the cache as a whole, and it is not said again for each.
     */
    public List<StepView> getRows() {
        String reason = report.cache().reason();
        return getSteps().stream().filter(step -> !step.isSkippedFor(reason)).toList();
    }

    /** The number of the line of the step that failed first; null: none did, or it is no step of this one. */
    @CheckForNull
    public Integer getFailedRow() {
        return getSteps().stream()
                .filter(step -> step.getId().equals(getFailedStep()))
                .findFirst()
                .map(StepView::getNumber)
                .orElse(null);
    }

    /** How many hooks failed, timed out or were lost. */
    public long countFailedHooks() {
        return getSteps().stream().filter(StepView::isFailedHook).count();
    }

    /** The hooks that did not end well, by their labels; may be empty. */
    public String getTroubles() {
        return getSteps().stream()
                .filter(StepView::isTroubledHook)
                .map(StepView::getLabel)
                .collect(Collectors.joining(", "));
    }

    /** The beginning of the commit; null: not known. */
    @CheckForNull
    public String getShortCommit() {
        String commit = getCommit();
        return commit == null ? null : commit.substring(0, Math.min(SHORT, commit.length()));
    }

    /** The size of the archive in words; null: there was none. */
    @CheckForNull
    public String getCacheSize() {
        Long bytes = report.cache().bytes();
        return bytes == null ? null : FileUtils.byteCountToDisplaySize(bytes);
    }

    /** Where what is used comes from; null: nothing is, or the reason that is given for the cache names it already. */
    @CheckForNull
    public String getReused() {
        String reused = report.cache().reused();
        return reused == null || report.cache().reason().contains(reused) ? null : reused;
    }

    /** How its outcome is shown. */
    public Look getLook() {
        return Look.ofOutcome(getOutcome());
    }

    /** When it began. */
    public Date getStart() {
        return new Date(getStartedAt());
    }

    /** How long it took, or takes until now, in words. */
    public String getTook() {
        return Util.getTimeSpanString(getDurationMillis());
    }

    /** Its build. */
    public Run<?, ?> getRun() {
        return source.run();
    }

    /** Its app and environment, for people. */
    public String getTitle() {
        return getApp() == null ? getEnvironment() : getApp() + " → " + getEnvironment();
    }

    /** The report as a whole. */
    public Report report() {
        return report;
    }
}
