package io.jenkins.plugins.deployhooks.engine.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportJsonTest {
    private static final Instant START = Instant.parse("2022-03-01T08:27:25.495579Z");

    private static Report report() {
        StepReport.Attempt attempt =
                new StepReport.Attempt(1, StepReport.State.FAILED, 3, null, "Exit code 3.", START, 1200);
        StepReport hook = new StepReport(
                "preRun/migrate",
                5,
                StepReport.State.FAILED,
                "Exit code 3.",
                "fail",
                START,
                1200,
                List.of(attempt),
                "06-preRun-migrate.log",
                List.of("no such table ✗"),
                List.of("VERSION"),
                List.of(),
                2);
        return new Report(
                Report.SCHEMA_VERSION,
                new Report.Deployment("d-1", "shop", "production", "native", "deploy", null, "0123abc"),
                new Report.Result("failed", "preRun/migrate", "Exit code 3.", START, 2500),
                List.of(new Report.EventReport("preRun", StepReport.State.FAILED, List.of(hook))),
                List.of(),
                new Report.Cache(false, "miss: no archive yet", "k-1", null, 10L, 2L, 0.5),
                List.of("a warning"));
    }

    @Test
    void aReportIsReadAsItWasWritten() throws IOException {
        assertThat(ReportJson.read(ReportJson.write(report()))).isEqualTo(report());
    }

    @Test
    void aReportSaysItsVersionAndWritesTimesAsIso8601() {
        assertThat(ReportJson.write(report()))
                .contains("\"schemaVersion\" : 1")
                .contains("\"startedAt\" : \"2022-03-01T08:27:25.495579Z\"")
                .endsWith("}\n");
    }

    @Test
    void fieldsOfLaterVersionsArePassedOver() throws IOException {
        String later = ReportJson.write(report()).replaceFirst("\\{", "{ \"invented\" : [ 1, 2 ],");
        assertThat(ReportJson.read(later)).isEqualTo(report());
    }

    @Test
    void statesOfLaterVersionsHideNothingElse() throws IOException {
        Report later = ReportJson.read(ReportJson.write(report()).replace("\"FAILED\"", "\"POSTPONED\""));
        StepReport hook = later.events().get(0).hooks().get(0);
        assertThat(hook.state()).isEqualTo(StepReport.State.UNKNOWN);
        assertThat(hook.reason()).isEqualTo("Exit code 3.");
    }

    @Test
    void aHookIsGoingOnUntilItsAttemptsAreUsedUp() throws IOException {
        StepReport hook = report().events().get(0).hooks().get(0);
        assertThat(hook.goesOn()).isTrue();
        String last = ReportJson.write(report()).replace("\"retries\" : 2", "\"retries\" : 0");
        assertThat(ReportJson.read(last).events().get(0).hooks().get(0).goesOn())
                .isFalse();
        String lost = ReportJson.write(report()).replace("\"FAILED\"", "\"LOST\"");
        assertThat(ReportJson.read(lost).events().get(0).hooks().get(0).goesOn())
                .isFalse();
    }

    @Test
    void aReportThatLacksPartsIsAnIoFault() {
        String whole = ReportJson.write(report());
        for (String broken : List.of(
                "null",
                "{}",
                "{\"schemaVersion\": 1, \"events\": [], \"tasks\": [], \"warnings\": []}",
                whole.replace("\"outcome\"", "\"other\""),
                whole.replace("\"id\" : \"preRun/migrate\"", "\"id\" : null"),
                whole.replaceFirst("\"state\" : \"FAILED\",\\s*\"reason\"", "\"reason\""))) {
            assertThatThrownBy(() -> ReportJson.read(broken)).as(broken).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whatIsNoReportIsAnIoFault() {
        assertThatThrownBy(() -> ReportJson.read("{\"result\": {\"startedAt\": \"yesterday\"}}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not an instant");
        assertThatThrownBy(() -> ReportJson.read("nonsense")).isInstanceOf(IOException.class);
    }

    @Test
    void aReportReplacesAnOlderOneAndLeavesNothingElse(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("new/deploy-hooks.json");
        ReportJson.write(report(), file);
        ReportJson.write(report(), file);
        assertThat(ReportJson.read(Files.readString(file))).isEqualTo(report());
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aReportThatCannotBeWrittenLeavesWhatWasThere(@TempDir Path dir) throws IOException {
        Path target = Files.createDirectories(dir.resolve("deploy-hooks.json/occupied"));
        assertThatThrownBy(() -> ReportJson.write(report(), target.getParent())).isInstanceOf(IOException.class);
        try (var files = Files.list(dir)) {
            assertThat(files).containsExactly(target.getParent());
        }
    }
}
