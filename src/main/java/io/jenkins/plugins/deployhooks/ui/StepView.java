package io.jenkins.plugins.deployhooks.ui;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A step of a deployment for the REST interface. */
@ExportedBean(defaultVisibility = 2)
public final class StepView {
    private final StepReport step;

    StepView(StepReport step) {
        this.step = step;
    }

    /** Its id: {@code preBuild/assets}. */
    @Exported
    public String getId() {
        return step.id();
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

    /** How long it took; milliseconds. */
    @Exported
    public long getDurationMillis() {
        return step.durationMillis();
    }

    /** How many attempts there were. */
    @Exported
    public int getAttempts() {
        return step.attempts().size();
    }

    /** The name of its log; null: none. */
    @Exported
    @CheckForNull
    public String getLog() {
        return step.log();
    }
}
