package io.jenkins.plugins.deployhooks.engine.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.deployhooks.engine.report.StepReport.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CutOffTest {
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private static final CutOff KILLED = new CutOff(true, "killed", START.plusSeconds(9));

    @Test
    void theRunningStepIsNamedAndWhatWasDueIsSkipped() {
        Report report = KILLED.of(report("running", "", step(State.RUNNING), step(State.PENDING)));

        assertThat(report.result()).isEqualTo(new Report.Result("aborted", "RUNNING", "killed", START, 9000));
        assertThat(report.events().get(0).state()).isEqualTo(State.ABORTED);
        assertThat(report.events().get(0).hooks())
                .extracting(StepReport::state, StepReport::reason)
                .containsExactly(tuple(State.ABORTED, "killed"), tuple(State.SKIPPED, "not started: killed"));
        assertThat(report.events().get(0).hooks().get(0).attempts().get(0).state())
                .isEqualTo(State.ABORTED);
    }

    @Test
    void aFailureBeforeIsNotHidden() {
        Report report = new CutOff(false, "broken", START).of(report("running", "Exit code 3.", step(State.RUNNING)));

        assertThat(report.result().outcome()).isEqualTo("failed");
        assertThat(report.result().reason()).isEqualTo("Exit code 3. broken");
    }

    @Test
    void aDeploymentThatHadEndedIsLeftAlone() {
        Report ended = report("success", "", step(State.SUCCEEDED));

        assertThat(KILLED.of(ended)).isSameAs(ended);
    }

    @Test
    void itLastsUntilTheLastThingThatIsKnown() {
        StepReport ended = step(State.SUCCEEDED, 4000);

        Report report = new CutOff(true, "killed", START).of(report("running", "", ended, step(State.RUNNING)));

        assertThat(report.result().durationMillis()).isEqualTo(4000);
        assertThat(report.events().get(0).hooks())
                .extracting(StepReport::durationMillis)
                .containsExactly(4000L, 4000L);
    }

    private static StepReport step(State state) {
        return step(state, 0);
    }

    private static StepReport step(State state, long millis) {
        StepReport.Attempt attempt = new StepReport.Attempt(1, state, null, null, "", START, 0);
        return new StepReport(
                state.name(),
                0,
                state,
                "",
                "fail",
                START,
                millis,
                state == State.PENDING ? List.of() : List.of(attempt),
                null,
                List.of(),
                List.of(),
                List.of(),
                0);
    }

    private static Report report(String outcome, String reason, StepReport... hooks) {
        return new Report(
                Report.SCHEMA_VERSION,
                new Report.Deployment("d-1", "shop", "production", "native", "deploy", null, null),
                new Report.Result(outcome, null, reason, START, 0),
                List.of(new Report.EventReport("preRun", State.PENDING, List.of(hooks))),
                List.of(),
                Report.Cache.UNKNOWN,
                List.of());
    }
}
