package io.jenkins.plugins.deployhooks.cli.console;

import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedHook;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The table at the end of a deployment, and what to do when it failed. */
public final class SummaryText {
    private static final List<String> QUIET = List.of("restore", "save", "bring");

    private final Report report;
    private final Plan plan;
    private final Path logs;
    private final Style style;

    /** About {@code report} of {@code plan}, whose logs are in the directory {@code logs}. */
    public SummaryText(Report report, Plan plan, Path logs, Style style) {
        this.report = report;
        this.plan = plan;
        this.logs = logs;
        this.style = style;
    }

    /** All of it, line by line. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        List<StepReport> steps = steps();
        int width = steps.stream().mapToInt(step -> step.id().length()).max().orElse(4);
        String row = "%-" + width + "s  %-16s  %9s  %s";
        lines.add(style.bold(
                String.format(Locale.ROOT, row, "STEP", "STATE", "TIME", "LOG").stripTrailing()));
        for (StepReport step : steps) {
            String text = String.format(
                            Locale.ROOT,
                            row,
                            step.id(),
                            state(step),
                            time(step),
                            step.log() == null ? step.reason() : step.log())
                    .stripTrailing();
            lines.add(style.state(step.state(), text));
        }
        lines.add("");
        lines.add("Cache: " + cache());
        lines.add(result());
        lines.addAll(failure());
        lines.add("Logs: " + logs);
        return lines;
    }

    private List<StepReport> steps() {
        return Stream.concat(report.tasks().stream(), report.events().stream().flatMap(event -> event.hooks().stream()))
                .filter(step -> !(QUIET.contains(step.id()) && step.state() == StepReport.State.SKIPPED))
                .sorted(Comparator.comparingInt(StepReport::order))
                .toList();
    }

    private static String state(StepReport step) {
        String word = step.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        int attempts = step.attempts().size();
        return attempts > 1 ? word + " (" + attempts + "x)" : word;
    }

    private static String time(StepReport step) {
        return step.startedAt() == null ? "" : LiveOutput.duration(Duration.ofMillis(step.durationMillis()));
    }

    /** Hit or miss, why, and how much was moved. */
    private String cache() {
        Report.Cache cache = report.cache();
        if (cache.bytes() == null || cache.files() == null || cache.seconds() == null) {
            return cache.reason();
        }
        return cache.reason()
                + String.format(
                        Locale.ROOT,
                        "; %s %,d files as %,.1f MB in %.1f s",
                        cache.hit() ? "unpacked" : "stored",
                        cache.files(),
                        cache.bytes() / 1e6,
                        cache.seconds());
    }

    private String result() {
        String outcome = report.result().outcome().toUpperCase(Locale.ROOT);
        String text = String.format(
                Locale.ROOT,
                "Deployment %s: %s after %s",
                report.deployment().id(),
                outcome,
                LiveOutput.duration(Duration.ofMillis(report.result().durationMillis())));
        return switch (outcome) {
            case "SUCCESS" -> style.good(text);
            case "UNSTABLE" -> style.warning(text);
            default -> style.bad(text);
        };
    }

    private List<String> failure() {
        String failed = report.result().failedStep();
        if (failed == null) {
            String reason = report.result().reason();
            return reason.isEmpty() ? List.of() : List.of(style.bad(reason));
        }
        StepReport step = steps().stream()
                .filter(each -> each.id().equals(failed))
                .findFirst()
                .orElse(null);
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(style.bad(report.result().reason()));
        if (step != null && !step.tail().isEmpty()) {
            lines.add("  Its last lines:");
            step.tail().forEach(line -> lines.add("  | " + line));
        }
        if (step != null && step.log() != null) {
            lines.add("  The whole output: " + logs.resolve(step.log()));
        }
        lines.addAll(advice(failed));
        lines.add("");
        return lines;
    }

    private List<String> advice(String failed) {
        PlannedHook hook = plan.step(failed).hook();
        boolean aborted = report.result().outcome().equals(Outcome.ABORTED.id());
        if (hook == null || aborted) {
            return aborted ? List.of() : List.of("  What to do: correct it, then run the deployment again.");
        }
        return List.of(
                "  It is written in: " + hook.origins().get("hook"),
                "  What to do: correct it, then run the deployment again; to go on without it: DEPLOY_SKIP_HOOKS="
                        + failed + " deploy-hooks run");
    }
}
