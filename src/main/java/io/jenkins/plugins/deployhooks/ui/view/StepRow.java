package io.jenkins.plugins.deployhooks.ui.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.util.Date;
import java.util.MissingResourceException;
import org.jvnet.localizer.ResourceBundleHolder;

/** A step as a line of a page. */
public final class StepRow {
    private final Source source;
    private final StepView view;

    StepRow(Source source, StepView view) {
        this.source = source;
        this.view = view;
    }

    /** The step. */
    public StepView getStep() {
        return view;
    }

    /** Its place in the plan. */
    public int getNumber() {
        return view.order();
    }

    /** How its state is shown. */
    public Look getLook() {
        return Look.of(StepReport.State.valueOf(view.getState()));
    }

    /** What it is called on pages: the hook by its name, and everything else by what it does. */
    public String getTitle() {
        String hook = view.getHook();
        if (hook != null) {
            return hook;
        }
        return task(view.getId());
    }

    /** What the step {@code id} does; some occur more than once, such as {@code freeze-postRun}. */
    static String task(String id) {
        try {
            return ResourceBundleHolder.get(StepRow.class).format("task." + id.split("-")[0]);
        } catch (MissingResourceException e) {
            return id;
        }
    }

    /** {@code preBuild: assets}, as it is called in views of the build's graph and in its console. */
    public String getLabel() {
        String event = view.getEvent();
        return event == null || event.equals(view.getHook()) ? getTitle() : event + ": " + view.getHook();
    }

    /** When it began; null: it did not. */
    @CheckForNull
    public Date getStart() {
        Long start = view.getStartedAt();
        return start == null ? null : new Date(start);
    }

    /** How long it took, in words; null: it did not begin. */
    @CheckForNull
    public String getTook() {
        return view.getStartedAt() == null ? null : Util.getTimeSpanString(view.getDurationMillis());
    }

    /** When it was going on; null: it did not begin. */
    @CheckForNull
    public Bar getBar() {
        Long start = view.getStartedAt();
        long whole = source.report().result().durationMillis();
        return start == null
                ? null
                : Bar.of(start - source.report().result().startedAt().toEpochMilli(), view.getDurationMillis(), whole);
    }

    /** {@code exit code 3}, {@code signal 9}; null: nothing worth a word, such as 0. */
    @CheckForNull
    public String getExit() {
        ResourceBundleHolder texts = ResourceBundleHolder.get(StepRow.class);
        Integer signal = view.getSignal();
        if (signal != null) {
            return texts.format("signal", signal);
        }
        Integer code = view.getExitCode();
        return code == null || code == 0 ? null : texts.format("exit", code);
    }

    /** Whether it failed, and its policy says that this is no failure of the deployment. */
    public boolean isTolerated() {
        String policy = view.getPolicy();
        return getLook().getTone().equals("bad") && policy != null && !policy.equals("fail");
    }

    /** Whether there is more to tell than fits a line. */
    public boolean isDetailed() {
        return view.getStartedAt() != null && !view.getReason().isEmpty()
                || view.getAttempts() > 1
                || !view.getTail().isEmpty()
                || !view.getNotes().isEmpty()
                || !view.getOutputs().isEmpty();
    }

    /** The address of its line in the console, relative to the root of Jenkins; null: it wrote none. */
    @CheckForNull
    public String getConsoleUrl() {
        if (view.getStartedAt() == null || view.getEvent() == null) {
            return null;
        }
        String line = Util.rawEncode(getLabel())
                .replace("-", "%2D")
                .replace(",", "%2C")
                .replace("&", "%26");
        return source.run().getUrl() + "consoleFull#:~:text=" + line;
    }
}
