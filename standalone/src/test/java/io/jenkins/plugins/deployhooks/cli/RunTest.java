package io.jenkins.plugins.deployhooks.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployhooks.cli.options.ExitCode;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deployments by the real program: exit codes, options, output, logs and reports. */
class RunTest {
    @TempDir
    Path temp;

    private Path root;
    private Path files;

    @BeforeEach
    void makeRepository() throws IOException {
        root = Files.createDirectories(temp.resolve("app"));
        files = temp.resolve("files");
    }

    @Test
    @Requirement({"S61", "S62"})
    void everyOptionTakesEffect() throws Exception {
        define("build: exit 9", "hooks:", "  preRun: exit 8", "  cleanup: echo cleaned");
        Path report = files.resolve("new/report.json");
        Path logs = files.resolve("logs");
        try (CliProcess cli = start(
                "run",
                "app",
                "--profile=native",
                "--app=shop",
                "--environment=production",
                "--build=echo \"$GREETING $DEPLOY_APP $DEPLOY_ENVIRONMENT\"",
                "--run=echo run \"$GREETING\"",
                "--set=preRun=echo \"quotes 'stay' $DEPLOY_HOOK\"",
                "--env=GREETING=hello = you",
                "--rebuild",
                "--report=" + report,
                "--logs=" + logs,
                "--no-color")) {
            assertThat(cli.exitCode()).as(cli.out()).isZero();
            assertThat(cli.out())
                    .contains("\nbuild | hello = you shop production\n")
                    .contains("\npreRun | quotes 'stay' preRun\n")
                    .contains("\nrun | run hello = you\n")
                    .contains("\ncleanup | cleaned\n")
                    .contains("Logs: " + logs);
            assertThat(cli.err()).isEmpty();
            assertPlain(cli.out());
        }
        assertThat(Files.readString(report)).isEqualTo(Files.readString(logs.resolve("deploy-hooks.json")));
        Report read = ReportJson.read(Files.readString(report));
        assertThat(read.deployment().app()).isEqualTo("shop");
        assertThat(read.deployment().environment()).isEqualTo("production");
        assertThat(read.result().outcome()).isEqualTo("success");
        assertThat(Files.readAllLines(logs.resolve("04-preRun.log")))
                .satisfies(lines -> assertThat(lines.get(0))
                        .matches("\\[\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}] Launching command '.*'\\."))
                .endsWith("", "quotes 'stay' preRun");
    }

    @Test
    @Requirement({"S25", "S26"})
    void failureEndsWithTableLastLinesAndAdvice() throws Exception {
        define(
                "build: echo built",
                "hooks:",
                "  postBuild: [{name: ok, run: 'true'}, {name: bad, run: 'echo one; echo two >&2; exit 7', retries:"
                        + " 1}]",
                "  runSucceeded: echo never",
                "  runFailed: echo \"$DEPLOY_FAILED_HOOK $DEPLOY_EXIT_CODE\"");
        try (CliProcess cli =
                start("run", "app", "--logs", files.resolve("logs").toString())) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.FAILED);
            String out = cli.out();
            assertThat(out).contains("> postBuild/bad (attempt 2): echo one").contains("runFailed | postBuild/bad 7");
            String end = out.substring(out.indexOf("\nSTEP "));
            assertThat(end.lines().toList())
                    .anyMatch(line -> line.matches("STEP +STATE +TIME +LOG"))
                    .anyMatch(line -> line.matches("build +succeeded +\\S+ +02-build.log"))
                    .anyMatch(line -> line.matches("postBuild/ok +succeeded +\\S+ +03-postBuild-ok.log"))
                    .anyMatch(line -> line.matches("postBuild/bad +failed \\(2x\\) +\\S+ +04-postBuild-bad.log"))
                    .anyMatch(line -> line.matches("run +skipped +not reached: postBuild/bad failed"))
                    .anyMatch(line -> line.matches("runSucceeded +skipped +the deployment did not succeed"))
                    .anyMatch(line -> line.matches("runFailed +succeeded +\\S+ +08-runFailed.log"))
                    .contains("  | one", "  | two")
                    .contains("  The whole output: " + files.resolve("logs/04-postBuild-bad.log"))
                    .contains("  It is written in: deploy-hooks.yml:4:40");
            assertThat(end)
                    .contains(": FAILED after ")
                    .contains("Exit code 7.")
                    .contains("DEPLOY_SKIP_HOOKS=postBuild/bad");
        }
    }

    @Test
    void adviceToSkipWorks() throws Exception {
        define("hooks: {preRun: [{name: bad, run: exit 7}]}");
        try (CliProcess cli = start(Map.of("DEPLOY_SKIP_HOOKS", "preRun/bad"), "run", "app")) {
            assertThat(cli.exitCode()).isZero();
            assertThat(cli.out()).contains("- preRun/bad skipped: skip names preRun/bad");
            assertThat(cli.err()).as("no warning about an unknown name").isEmpty();
        }
    }

    @Test
    @Requirement("S33")
    void unstableDeploymentHasACodeOfItsOwn() throws Exception {
        define("profile: platform-sh", "hooks: {deploy: exit 4, post_deploy: echo after}");
        try (CliProcess cli = start("run", "app")) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.UNSTABLE);
            assertThat(cli.out()).contains("post_deploy | after").contains(": UNSTABLE after ");
        }
        define("profile: platform-sh", "hooks: {deploy: echo before, post_deploy: exit 4}");
        try (CliProcess cli = start("run", "app")) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.UNSTABLE);
            assertThat(cli.out()).contains("deploy | before").contains(": UNSTABLE after ");
        }
    }

    @Test
    void jsonOnStandardOutputIsTheReportAlone() throws Exception {
        define("build: echo building", "hooks: {preRun: exit 3}");
        try (CliProcess cli = start("run", "app", "--format", "json")) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.FAILED);
            JsonNode report = Json.only(cli.out());
            assertThat(report.at("/result/outcome").textValue()).isEqualTo("failed");
            assertThat(report.at("/result/failedStep").textValue()).isEqualTo("preRun");
            assertThat(cli.err()).contains("build | building");
            assertPlain(cli.err());
        }
    }

    @Test
    @Requirement({"S61", "S62"})
    void outputPassesUnchanged() throws Exception {
        define(
                "build: cat bytes",
                "run: printf 'no line end'",
                "hooks: {preBuild: \"printf '\\\\360\\\\237\\\\232\\\\200 ok\\n'\"}");
        byte[] bytes = {(byte) 0xff, (byte) 0xfe, 0x00, 'x', '\n', 'y', '\n'};
        Files.write(root.resolve("bytes"), bytes);
        try (CliProcess cli =
                start("run", "app", "--logs", files.resolve("logs").toString())) {
            assertThat(cli.exitCode()).isZero();
            assertThat(new String(cli.outBytes(), ISO_8859_1)).contains("build | \u00ff\u00fe\u0000x\nbuild | y\n");
            assertThat(cli.out()).contains("\npreBuild | 🚀 ok\n").contains("\nrun | no line end\n");
        }
        byte[] log = Files.readAllBytes(files.resolve("logs/03-build.log"));
        assertThat(Arrays.copyOfRange(log, log.length - bytes.length, log.length))
                .isEqualTo(bytes);
    }

    @Test
    void nothingToDoIsSaid() throws Exception {
        try (CliProcess cli = start("run", "app")) {
            assertThat(cli.exitCode()).isZero();
            assertThat(cli.out())
                    .contains("! nothing to do: ")
                    .contains("> build: no commands")
                    .contains("--build, --run, --set EVENT=COMMAND");
        }
    }

    @Test
    void backgroundProcessIsNotedAndLeftAlone() throws Exception {
        define("run: 'sleep 300 & echo $! > pid'");
        try (CliProcess cli = start("run", "app")) {
            assertThat(cli.exitCode()).isZero();
            assertThat(cli.out()).contains("  run note: Left running in the background: ");
            long pid = CliProcess.pidIn(root.resolve("pid"));
            assertThat(CliProcess.isRunning(pid)).isTrue();
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void gitThatDoesNotTrustTheRepositoryIsTold() throws Exception {
        define("hooks: {preRun: [{name: a, run: echo ran, when: {branch: main}}]}");
        assertThat(new ProcessBuilder("git", "init", "-q", root.toString())
                        .start()
                        .waitFor())
                .isZero();
        for (String command : List.of("run", "plan")) {
            try (CliProcess cli = start(Map.of("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1"), command, "app")) {
                assertThat(cli.exitCode()).isZero();
                assertThat(cli.out()).contains("when: branch is not known");
                assertThat(cli.err())
                        .contains("warning: git cannot tell the branch or the commit: detected dubious ownership");
            }
        }
    }

    @Test
    void lastDeploymentsOfEachAppAreKept() throws Exception {
        Path state = files.resolve("state/deploy-hooks/app");
        for (int i = 10; i < 40; i++) {
            Files.createFile(Files.createDirectories(state.resolve("20000101-0000" + i + "-000"))
                    .resolve("02-build.log"));
        }
        define("build: echo built");
        try (CliProcess cli = start("run", "app")) {
            assertThat(cli.exitCode()).isZero();
        }
        try (var kept = Files.list(state)) {
            assertThat(kept.map(path -> path.getFileName().toString()).sorted().toList())
                    .hasSize(RunFiles.KEPT)
                    .startsWith("20000101-000021-000");
        }
    }

    @Test
    void placeForLogsThatCannotBeUsedIsExplained() throws Exception {
        Path file = Files.createFile(temp.resolve("a-file"));
        define("build: echo built > built.txt");
        try (CliProcess cli = start(Map.of("XDG_STATE_HOME", file.toString()), "run", "app")) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.INVALID);
            assertThat(cli.err())
                    .contains("the directory for the logs, " + file)
                    .contains("name another one with --logs DIR")
                    .doesNotContain("\tat ");
        }
        assertThat(root.resolve("built.txt")).doesNotExist();
    }

    @Test
    void reportThatCannotBeWrittenInTheEndIsNoSuccess() throws Exception {
        Path report = files.resolve("report.json");
        define("build: mkdir '" + report + "' && touch '" + report.resolve("x") + "'");
        try (CliProcess cli = start("run", "app", "--report", report.toString())) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(cli.out()).contains(": SUCCESS after ");
            assertThat(cli.err())
                    .contains("error: the report could not be written to " + report)
                    .doesNotContain("\tat ");
        }
    }

    private void define(String... lines) throws IOException {
        List<String> all = new ArrayList<>(List.of("version: 1"));
        all.addAll(List.of(lines));
        Files.write(root.resolve("deploy-hooks.yml"), all, UTF_8);
    }

    private CliProcess start(String... arguments) throws IOException {
        return CliProcess.deployHooks(temp, files, arguments);
    }

    private CliProcess start(Map<String, String> env, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Launcher.in(files).toString()));
        command.addAll(List.of(arguments));
        return CliProcess.start(temp, files, env, command);
    }

    private static void assertPlain(String text) {
        assertThat(text).doesNotContain("\u001b").doesNotContain("\r");
    }
}
