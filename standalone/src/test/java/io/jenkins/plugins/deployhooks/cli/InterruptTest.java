package io.jenkins.plugins.deployhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.cli.options.ExitCode;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals to the real program: an abort, as a user of Jenkins would ask for it. */
@Requirement({"S25", "S26"})
class InterruptTest {
    @TempDir
    Path temp;

    private Path root;
    private Path report;

    @BeforeEach
    void makeRepository() throws IOException {
        root = Files.createDirectories(temp.resolve("app"));
        report = temp.resolve("report.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void signalStopsTheHookAndTheAnswerRuns(String signal) throws Exception {
        define("echo \"$DEPLOY_RESULT $DEPLOY_FAILED_HOOK $DEPLOY_REASON\" > result.txt");
        try (CliProcess cli = start()) {
            cli.awaitOutput("preBuild | started");
            cli.signal(signal);
            assertThat(cli.exitCode()).as(cli.out()).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(cli.out()).contains(": stopping; then the hooks that answer a failure run");
        }
        assertThat(CliProcess.isRunning(CliProcess.pidIn(root.resolve("hook.pid"))))
                .isFalse();
        assertThat(root.resolve("result.txt"))
                .content()
                .startsWith("ABORTED preBuild ")
                .contains("SIG" + signal);
        assertThat(root.resolve("cleaned")).exists();
        assertThat(root.resolve("built")).doesNotExist();
        assertThat(report().result().outcome()).isEqualTo("aborted");
        assertThat(state("preBuild")).isEqualTo(StepReport.State.ABORTED);
        assertThat(state("runFailed")).isEqualTo(StepReport.State.SUCCEEDED);
    }

    @Test
    void secondSignalEndsTheAnswer() throws Exception {
        define("echo $$ > answer.pid; echo answering; exec sleep 600");
        try (CliProcess cli = start()) {
            cli.awaitOutput("preBuild | started");
            cli.signal("INT");
            cli.awaitOutput("runFailed | answering");
            cli.signal("INT");
            assertThat(cli.exitCode()).as(cli.out()).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(cli.out()).contains(" again: ending what still runs");
        }
        assertThat(CliProcess.isRunning(CliProcess.pidIn(root.resolve("answer.pid"))))
                .isFalse();
        assertThat(root.resolve("cleaned")).doesNotExist();
        StepReport cleanup = step("cleanup");
        assertThat(cleanup.state()).isEqualTo(StepReport.State.SKIPPED);
        assertThat(cleanup.reason()).isEqualTo("aborted again");
        assertThat(state("runFailed")).isEqualTo(StepReport.State.ABORTED);
        assertThat(report().result().failedStep()).isEqualTo("preBuild");
    }

    @ParameterizedTest
    @CsvSource({
        "runSucceeded, then only cleanup runs",
        "runFailed, then only cleanup runs",
        "cleanup, then the rest of cleanup runs"
    })
    void signalSaysWhatFollows(String event, String text) throws Exception {
        Files.write(
                root.resolve("deploy-hooks.yml"),
                List.of(
                        "version: 1",
                        "build: " + (event.equals("runFailed") ? "exit 1" : "echo built"),
                        "hooks: {" + event + ": echo here; exec sleep 600}"));
        try (CliProcess cli = start()) {
            cli.awaitOutput(event + " | here");
            cli.signal("INT");
            cli.exitCode();
            assertThat(cli.out()).contains(": stopping; " + text).doesNotContain("hooks that answer a failure");
        }
    }

    @Test
    void secondSignalKillsAHookThatIsSlowToStop() throws Exception {
        define("touch answered");
        Path file = root.resolve("deploy-hooks.yml");
        String slow = "{killGrace: 500s, run: \"trap 'echo asked' TERM; echo $$ > hook.pid; echo started;"
                + " while :; do sleep 0.1; done\"}";
        Files.writeString(file, Files.readString(file).replaceFirst("preBuild: .*", "preBuild: " + quoted(slow)));
        try (CliProcess cli = start()) {
            cli.awaitOutput("preBuild | started");
            cli.signal("INT");
            cli.awaitOutput("preBuild | asked");
            cli.signal("INT");
            assertThat(cli.exitCode()).as(cli.out()).isEqualTo(ExitCode.INTERRUPTED);
        }
        assertThat(CliProcess.isRunning(CliProcess.pidIn(root.resolve("hook.pid"))))
                .isFalse();
        assertThat(root.resolve("answered")).exists();
        assertThat(root.resolve("cleaned")).exists();
    }

    @Test
    void signalEndsTheWaitForReadiness() throws Exception {
        Files.write(
                root.resolve("deploy-hooks.yml"),
                List.of(
                        "version: 1",
                        "readiness: {urls: 'http://127.0.0.1:" + Example.freePort() + "/', within: 500s}",
                        "hooks: {runFailed: 'echo $DEPLOY_RESULT'}"));
        try (CliProcess cli = start()) {
            cli.awaitOutput("> readiness: http://127.0.0.1:");
            cli.signal("INT");
            assertThat(cli.exitCode()).as(cli.out()).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(cli.out()).contains("runFailed | ABORTED");
        }
    }

    private static String quoted(String text) {
        return Matcher.quoteReplacement(text);
    }

    private void define(String runFailed) throws IOException {
        Files.write(
                root.resolve("deploy-hooks.yml"),
                List.of(
                        "version: 1",
                        "build: touch built",
                        "hooks:",
                        "  preBuild: echo $$ > hook.pid; echo started; exec sleep 600",
                        "  runFailed: " + runFailed,
                        "  cleanup: touch cleaned"));
    }

    private CliProcess start() throws IOException {
        return CliProcess.deployHooks(temp, temp.resolve("files"), "run", "app", "--report", report.toString());
    }

    private Report report() throws IOException {
        return ReportJson.read(Files.readString(report));
    }

    private StepReport.State state(String id) throws IOException {
        return step(id).state();
    }

    private StepReport step(String id) throws IOException {
        return report().events().stream()
                .flatMap(event -> event.hooks().stream())
                .filter(step -> step.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no step " + id));
    }
}
