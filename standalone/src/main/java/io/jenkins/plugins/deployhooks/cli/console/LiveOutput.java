package io.jenkins.plugins.deployhooks.cli.console;

import io.jenkins.plugins.deployhooks.engine.deployment.DeploymentListener;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.time.DurationText;
import java.io.PrintStream;
import java.time.Duration;

/** Shows a deployment while it runs: every line of output with the name of its step in front. */
public final class LiveOutput implements DeploymentListener, AutoCloseable {
    private final Plan plan;
    private final Style style;
    private final StatusLine status;
    private Lines lines = new Lines(line -> {});

    /** Shows the steps of {@code plan} on {@code out}. */
    public LiveOutput(Plan plan, Style style, PrintStream out) {
        this.plan = plan;
        this.style = style;
        this.status = new StatusLine(out, style.progress());
    }

    @Override
    public void started(PlannedStep step, int attempt) {
        String prefix = style.dim(step.id() + " | ");
        lines = new Lines(line -> status.println(prefix, line));
        String again = attempt > 1 ? " (attempt " + attempt + ")" : "";
        String what = step.hook() == null
                ? ""
                : ": " + firstLine(step.hook().hook().script().text());
        status.println(style.bold("> " + step.id() + again) + what);
        status.set("%d/%d %s%s"
                .formatted(plan.steps().indexOf(step) + 1, plan.steps().size(), step.id(), again));
    }

    @Override
    public void output(PlannedStep step, byte[] bytes, int length) {
        lines.write(bytes, length);
    }

    @Override
    public void ended(PlannedStep step, int attempt, HookEnd end) {
        lines.flush();
        status.set("");
        for (String note : end.output().notes()) {
            status.println(style.warning("! " + step.id() + ": " + note));
        }
        if (end.state() != HookEnd.State.OK) {
            status.println(style.bad("! " + (end.reason().contains(step.id()) ? "" : step.id() + ": ") + end.reason()));
        } else if (!end.duration().isZero()) {
            status.println(style.dim("  " + step.id() + " done in " + duration(end.duration())));
        }
    }

    @Override
    public void skipped(PlannedStep step, String reason) {
        if (step.hook() != null || step.kind() == PlannedStep.Kind.BODY) {
            status.println(style.dim("- " + step.id() + " skipped: " + reason));
        }
    }

    @Override
    public void warning(String text) {
        status.println(style.warning("! " + text));
    }

    /** Takes the line of progress back. */
    @Override
    public void close() {
        status.close();
    }

    /** {@code text} without what comes after its first line. */
    static String firstLine(String text) {
        String trimmed = text.strip();
        int end = trimmed.indexOf('\n');
        return end < 0 ? trimmed : trimmed.substring(0, end).stripTrailing() + " ...";
    }

    /** A duration for people: to the millisecond below ten seconds, to the second above. */
    static String duration(Duration duration) {
        return DurationText.format(
                duration.compareTo(Duration.ofSeconds(10)) < 0 ? duration : Duration.ofSeconds(duration.toSeconds()));
    }
}
