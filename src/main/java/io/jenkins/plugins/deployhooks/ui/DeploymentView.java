package io.jenkins.plugins.deployhooks.ui;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A deployment for the REST interface. */
@ExportedBean(defaultVisibility = 2)
public final class DeploymentView {
    private final Report report;

    DeploymentView(Report report) {
        this.report = report;
    }

    /** Its id. */
    @Exported
    public String getId() {
        return report.deployment().id();
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

    /** How it ended, or {@code running}. */
    @Exported
    public String getOutcome() {
        return report.result().outcome();
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

    /** Its hooks and what else it did, in the order of the report. */
    @Exported(inline = true)
    public List<StepView> getSteps() {
        return Stream.concat(report.events().stream().flatMap(event -> event.hooks().stream()), report.tasks().stream())
                .sorted(Comparator.comparingInt(StepReport::order))
                .map(StepView::new)
                .toList();
    }

    /** The report as a whole. */
    public Report report() {
        return report;
    }
}
