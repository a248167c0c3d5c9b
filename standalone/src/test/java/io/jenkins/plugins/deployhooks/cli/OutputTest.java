package io.jenkins.plugins.deployhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.deployhooks.cli.options.ExitCode;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard output that nobody reads, that is full or that is closed. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OutputTest {
    @TempDir
    Path temp;

    private Path root;
    private Path logs;
    private Path report;

    @BeforeEach
    void makeRepository() throws IOException {
        root = Files.createDirectories(temp.resolve("app"));
        logs = temp.resolve("logs");
        report = temp.resolve("report.json");
    }

    @Test
    void signalStopsADeploymentWhoseOutputNobodyReads() throws Exception {
        define(
                "build: 'while :; do head -c 8000 /dev/zero | tr \"\\0\" \"x\"; echo; sleep 0.01; done'",
                "hooks: {runFailed: touch answered, cleanup: touch cleaned}");
        Process process = unread("run", "app", "--logs", logs.toString(), "--report", report.toString());
        try {
            awaitFile(logs.resolve("02-build.log"), 1_500_000);
            signal(process, "TERM");
            assertThat(process.waitFor(150, TimeUnit.SECONDS)).as("ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(root.resolve("answered")).exists();
        assertThat(root.resolve("cleaned")).exists();
        assertThat(ReportJson.read(Files.readString(report)).result().outcome()).isEqualTo("aborted");
        assertThat(temp.resolve("err.txt"))
                .content()
                .contains("lines were not shown")
                .contains(logs.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void signalAfterTheDeploymentTakesNothingAway(String format) throws Exception {
        // more than a pipe takes, as text and as the last lines in the report, so that the end waits for a reader
        String hook = "{onFailure: warn, run: 'head -c 4000 /dev/zero | tr \"\\0\" x | fold -w 200; exit 1'}";
        define("hooks: {preBuild: [" + String.join(", ", Collections.nCopies(40, hook)) + "]}");
        Process process =
                unread("run", "app", "--format", format, "--logs", logs.toString(), "--report", report.toString());
        try {
            awaitFile(report, 1);
            signal(process, "TERM");
            assertThat(process.waitFor(150, TimeUnit.SECONDS)).as("ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isZero();
        assertThat(ReportJson.read(Files.readString(report)).result().outcome()).isEqualTo("success");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "validate", "run", "run --format json", "plan --format json"})
    void outputThatCannotBeWrittenIsNoSuccess(String command) throws Exception {
        define("build: echo built");
        try (CliProcess cli = shell(command + " app > /dev/full")) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(cli.err())
                    .contains("standard output could not be written")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void closedPipeIsNoFault() throws Exception {
        define("build: 'i=0; while [ $i -lt 2000 ]; do printf \"%01000d\\n\" $i; i=$((i+1)); done; touch built'");
        try (CliProcess cli = shell("run app | head -n 1")) {
            assertThat(cli.exitCode()).as(cli.err()).isZero();
            assertThat(cli.out().lines()).hasSize(1);
            assertThat(cli.err()).isEmpty();
        }
        assertThat(root.resolve("built")).exists();
        define("build: 'i=0; while [ $i -lt 2000 ]; do printf \"%01000d\\n\" $i; i=$((i+1)); done; exit 4'");
        try (CliProcess cli = shell("run app | head -n 1")) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(cli.err()).isEmpty();
        }
    }

    @Test
    void everyLineIsShownInOrder() throws Exception {
        define("build: 'i=0; while [ $i -lt 20000 ]; do echo \"n$i\"; i=$((i+1)); done'", "run: echo last");
        try (CliProcess cli = shell("run app | cat")) {
            assertThat(cli.exitCode()).isZero();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 20000; i++) {
                expected.add("build | n" + i);
            }
            expected.add("run | last");
            assertThat(cli.out().lines().filter(line -> line.contains(" | ")).toList())
                    .isEqualTo(expected);
            assertThat(cli.out().indexOf("\nSTEP ")).isGreaterThan(cli.out().indexOf("run | last"));
        }
    }

    @Test
    void numbersAreTheSameInEveryLocale() throws Exception {
        define("build: echo built");
        Map<String, String> env = Map.of("JDK_JAVA_OPTIONS", "-Duser.language=ar -Duser.country=EG");
        List<String> command = List.of(Launcher.in(temp.resolve("files")).toString(), "plan", "app");
        try (CliProcess cli = CliProcess.start(temp, temp.resolve("files"), env, command)) {
            assertThat(cli.exitCode()).isZero();
            assertThat(cli.out()).contains("  1. skip restore").contains("  2. run  build: echo built");
        }
    }

    @Test
    void failureThatAPolicyForgivesIsToldOnce() throws Exception {
        define("hooks:", "  preBuild: {run: exit 3, onFailure: warn}", "  preRun: {run: exit 4, onFailure: unstable}");
        try (CliProcess cli = shell("run app")) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.UNSTABLE);
            assertThat(cli.out().lines().filter(line -> line.startsWith("! "))).hasSize(2);
            assertThat(cli.out()).contains("! preBuild failed on agent ", "! preRun failed on agent ");
        }
    }

    private void define(String... lines) throws IOException {
        List<String> all = new ArrayList<>(List.of("version: 1"));
        all.addAll(List.of(lines));
        Files.write(root.resolve("deploy-hooks.yml"), all);
    }

    private CliProcess shell(String arguments) throws IOException {
        Path files = temp.resolve("files");
        String script = "'" + Launcher.in(files) + "' " + arguments;
        return CliProcess.start(temp, files, Map.of(), List.of("bash", "-o", "pipefail", "-c", script));
    }

    /** The program, writing to a pipe that nobody reads. */
    private Process unread(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(Launcher.in(temp.resolve("files")).toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(temp.toFile())
                .redirectError(temp.resolve("err.txt").toFile())
                .start();
    }

    private static void awaitFile(Path file, long size) {
        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Files.exists(file) && Files.size(file) >= size);
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        // not by Process.destroy, which closes the pipe
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }
}
