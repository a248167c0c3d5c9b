package io.jenkins.plugins.deployhooks.ui.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.util.Arrays;
import java.util.Locale;
import org.jvnet.localizer.Localizable;
import org.jvnet.localizer.ResourceBundleHolder;

/**
 * How a state is shown: always by a word and the shape of an icon, and never by a colour alone. What only a later version
 * knows is shown as it is called, and as neither good nor bad.
 */
public final class Look {
    private static final Shape OTHER = new Shape("symbol-help-circle", "quiet");

    private final String said;

    @CheckForNull
    private final Known known;

    private Look(String said, @CheckForNull Known known) {
        this.said = said;
        this.known = known;
    }

    /** What is said by no word. */
    private record Shape(String icon, String tone) {}

    private enum Known {
        SKIPPED("symbol-status-disabled", "quiet"),
        SUCCEEDED("symbol-status-blue", "good"),
        PENDING("symbol-status-nobuilt", "quiet"),
        RUNNING("symbol-status-nobuilt-anime", "going"),
        UNSTABLE("symbol-status-yellow", "warn"),
        FAILED("symbol-status-red", "bad"),
        TIMED_OUT("symbol-hourglass", "bad"),
        ABORTED("symbol-status-aborted", "quiet"),
        LOST("symbol-computer-disconnected", "bad");

        private final Shape shape;

        Known(String icon, String tone) {
            shape = new Shape(icon, tone);
        }

        /** The one of this name; null: there is none. */
        @CheckForNull
        static Known named(String name) {
            return Arrays.stream(values())
                    .filter(known -> known.name().equals(name))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** That of a step. */
    public static Look of(StepReport.State state) {
        return new Look(state.name().toLowerCase(Locale.ROOT), Known.named(state.name()));
    }

    /** That of a deployment with {@code outcome}. */
    public static Look ofOutcome(String outcome) {
        return new Look(
                outcome, outcome.equals("success") ? Known.SUCCEEDED : Known.named(outcome.toUpperCase(Locale.ROOT)));
    }

    private Shape shape() {
        return known == null ? OTHER : known.shape;
    }

    /** A symbol of Jenkins. */
    public String getIcon() {
        return shape().icon();
    }

    /** {@code good warn bad going quiet}: which colour of the style sheet goes with it. */
    public String getTone() {
        return shape().tone();
    }

    /** The word, in the language of whoever looks. */
    public String getWord() {
        return known == null ? said : new Localizable(ResourceBundleHolder.get(Look.class), known.name()).toString();
    }
}
