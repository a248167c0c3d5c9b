package io.jenkins.plugins.deployhooks.ui.view;

import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.util.Locale;
import org.jvnet.localizer.Localizable;
import org.jvnet.localizer.ResourceBundleHolder;

/** How a state is shown: always by a word and the shape of an icon, and never by a colour alone. */
public enum Look {
    SKIPPED("symbol-status-disabled", "quiet"),
    SUCCEEDED("symbol-status-blue", "good"),
    PENDING("symbol-status-nobuilt", "quiet"),
    RUNNING("symbol-status-nobuilt-anime", "going"),
    UNSTABLE("symbol-status-yellow", "warn"),
    FAILED("symbol-status-red", "bad"),
    TIMED_OUT("symbol-hourglass", "bad"),
    ABORTED("symbol-status-aborted", "quiet"),
    LOST("symbol-computer-disconnected", "bad");

    private final String icon;
    private final String tone;

    Look(String icon, String tone) {
        this.icon = icon;
        this.tone = tone;
    }

    /** That of a step. */
    public static Look of(StepReport.State state) {
        return valueOf(state.name());
    }

    /** That of a deployment with {@code outcome}. */
    public static Look ofOutcome(String outcome) {
        return outcome.equals("success") ? SUCCEEDED : valueOf(outcome.toUpperCase(Locale.ROOT));
    }

    /** A symbol of Jenkins. */
    public String getIcon() {
        return icon;
    }

    /** {@code good warn bad going quiet}: which colour of the style sheet goes with it. */
    public String getTone() {
        return tone;
    }

    /** The word, in the language of whoever looks. */
    public String getWord() {
        return new Localizable(ResourceBundleHolder.get(Look.class), name()).toString();
    }
}
