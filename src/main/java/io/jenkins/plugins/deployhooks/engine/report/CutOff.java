package io.jenkins.plugins.deployhooks.engine.report;

import io.jenkins.plugins.deployhooks.engine.report.StepReport.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The report of a deployment that was cut off: nobody carries it on any more, and nobody told how its running step ended.
 *
 * @param aborted whether somebody wanted that; otherwise it is a failure
 * @param reason for people
 * @param at when; where the report knows of something later, that is when
 */
public record CutOff(boolean aborted, String reason, Instant at) {
    /** What {@code report} is now; the same where its deployment had ended before. */
    public Report of(Report report) {
        Report.Result result = report.result();
        if (!result.outcome().equals("running")) {
            return report;
        }
        // A build whose Jenkins was killed does not know how long it took.
        Instant last =
                all(report).flatMap(CutOff::last).max(Comparator.naturalOrder()).orElse(at);
        if (last.isAfter(at)) {
            return new CutOff(aborted, reason, last).of(report);
        }
        String running = all(report)
                .filter(step -> step.state() == State.RUNNING)
                .map(StepReport::id)
                .findFirst()
                .orElse(null);
        boolean known = result.failedStep() != null || !result.reason().isEmpty();
        return new Report(
                report.schemaVersion(),
                report.deployment(),
                new Report.Result(
                        aborted ? "aborted" : "failed",
                        known ? result.failedStep() : running,
                        // what made the deployment fail before is never hidden
                        known ? result.reason() + " " + reason : reason,
                        result.startedAt(),
                        since(result.startedAt())),
                report.events().stream()
                        .map(event -> event(event.event(), steps(event.hooks())))
                        .toList(),
                steps(report.tasks()),
                report.cache(),
                report.warnings());
    }

    private static Stream<StepReport> all(Report report) {
        return Stream.concat(
                report.events().stream().flatMap(event -> event.hooks().stream()), report.tasks().stream());
    }

    /** The last moment that {@code step} knows of. */
    private static Stream<Instant> last(StepReport step) {
        return Stream.ofNullable(step.startedAt()).map(start -> start.plusMillis(step.durationMillis()));
    }

    private static Report.EventReport event(String name, List<StepReport> hooks) {
        State worst = hooks.stream()
                .map(StepReport::state)
                .max(Comparator.naturalOrder())
                .orElse(State.SKIPPED);
        return new Report.EventReport(name, worst, hooks);
    }

    private List<StepReport> steps(List<StepReport> steps) {
        return steps.stream().map(this::step).toList();
    }

    private StepReport step(StepReport step) {
        if (step.state() != State.RUNNING && step.state() != State.PENDING) {
            return step;
        }
        boolean begun = step.state() == State.RUNNING;
        return new StepReport(
                step.id(),
                step.order(),
                begun ? end() : State.SKIPPED,
                begun ? reason : "not started: " + reason,
                step.policy(),
                step.startedAt(),
                begun && step.startedAt() != null ? since(step.startedAt()) : step.durationMillis(),
                step.attempts().stream().map(this::attempt).toList(),
                step.log(),
                step.tail(),
                step.outputs(),
                step.notes(),
                step.retries());
    }

    private StepReport.Attempt attempt(StepReport.Attempt attempt) {
        return attempt.state() != State.RUNNING
                ? attempt
                : new StepReport.Attempt(
                        attempt.number(),
                        end(),
                        attempt.exitCode(),
                        attempt.signal(),
                        reason,
                        attempt.startedAt(),
                        since(attempt.startedAt()));
    }

    private State end() {
        return aborted ? State.ABORTED : State.FAILED;
    }

    private long since(Instant start) {
        return Math.max(0, Duration.between(start, at).toMillis());
    }
}
