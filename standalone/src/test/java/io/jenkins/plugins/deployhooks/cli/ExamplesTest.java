package io.jenkins.plugins.deployhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.deployhooks.cli.options.ExitCode;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs each example as its README says. */
class ExamplesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    private Path files;
    private Path report;
    private Path example;
    private int port;

    @BeforeEach
    void choosePlaces() throws IOException {
        files = temp.resolve("files");
        report = files.resolve("report.json");
        port = Example.freePort();
    }

    /** Whatever a failed test has left. */
    @AfterEach
    void stopServer() throws Exception {
        if (example == null) {
            return; // left out
        }
        Path pid = example.resolve("state/server.pid");
        if (Files.exists(pid)) {
            ProcessHandle.of(CliProcess.pidIn(pid)).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    @Requirement({"S3", "S6", "S13", "D11", "D16"})
    void shopIsDeployedReplacedAndStopped() throws Exception {
        shop();

        try (CliProcess first = deploy()) {
            assertThat(first.exitCode()).as(first.out()).isZero();
            assertThat(first.out())
                    .contains("runSucceeded/notify | node-shop is up: http://127.0.0.1:" + port + "/")
                    .contains("stop it with: " + example.toRealPath().resolve("stop.sh"));
        }
        assertThat(order())
                .containsExactly(
                        "preBuild/credentials",
                        "build",
                        "postBuild/check-build",
                        "save",
                        "preRun/migrate",
                        "run",
                        "readiness",
                        "runSucceeded/notify",
                        "cleanup");
        assertThat(step("runFailed/notify").state()).isEqualTo(StepReport.State.SKIPPED);
        assertThat(step("preRun/migrate").outputs()).containsExactly("SHOP_SCHEMA");
        assertThat(get("/health")).isEqualTo("{\"status\":\"ready\"}");
        assertThat(get("/")).contains("Teapot").doesNotContain("<!--");
        assertThat(get("/api/products")).contains("\"stock\":40");
        assertThat(example.resolve(".npmrc")).doesNotExist();
        long old = server();

        try (CliProcess second = deploy()) {
            assertThat(second.exitCode()).as(second.out()).isZero();
            assertThat(second.out()).contains("schema 3 is the newest");
        }
        long now = server();
        assertThat(now).isNotEqualTo(old);
        assertThat(CliProcess.isRunning(old)).isFalse();
        assertThat(get("/health")).contains("ready");

        stop();
        assertThat(CliProcess.isRunning(now)).isFalse();
    }

    @Test
    @Requirement({"S25", "S26", "D16"})
    void takenPortIsExplained() throws Exception {
        shop();
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
                CliProcess cli = deploy()) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(taken.isBound()).isTrue();
            assertThat(cli.out())
                    .contains("run | port " + port + " is taken by another program")
                    .contains("runFailed/notify | node-shop was not deployed (FAILED in phase run): run failed");
        }
        assertThat(order()).endsWith("run", "runFailed/notify", "cleanup");
        assertThat(example.resolve("state/server.pid")).doesNotExist();
        assertThat(example.resolve(".npmrc")).doesNotExist();
    }

    @Test
    @Requirement({"S5", "S6", "S8", "D10", "D11"})
    void variablesAloneDeploy() throws Exception {
        assumeTrue(Example.isInstalled("node"), "node is not on PATH");
        example = Example.copy("clever-variables", temp);
        Map<String, String> env = Map.of(
                "DEPLOY_HOOKS", Launcher.in(files).toString(), "PORT", Integer.toString(port), "CC_COMMIT_ID", "abc");
        List<String> command = List.of(example.resolve("deploy.sh").toString(), "--report", report.toString());
        try (CliProcess cli = CliProcess.start(temp, files, env, command)) {
            assertThat(cli.exitCode()).as(cli.out() + cli.err()).isZero();
            assertThat(cli.out())
                    .contains("preBuild/pre-build | preparing clever-shop in " + example.toRealPath())
                    .contains("runSucceeded | clever-shop is up: http://127.0.0.1:" + port + "/");
        }
        assertThat(order())
                .containsExactly(
                        "preBuild/pre-build",
                        "build",
                        "postBuild",
                        "preRun/pre-run",
                        "run",
                        "readiness",
                        "runSucceeded");
        assertThat(report().deployment().profile()).isEqualTo("clever-cloud");
        assertThat(get("/")).startsWith("<h1>Hello from ");
        long server = server();
        stop();
        assertThat(CliProcess.isRunning(server)).isFalse();
    }

    @Test
    @Requirement({"S21", "S25", "S26"})
    void failingMigrationIsReported() throws Exception {
        example = Example.copy("failing-migration", temp);
        try (CliProcess cli = deploy()) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(cli.out())
                    .contains("  | ERROR: invoice 4711: '12,50 EUR' is no number")
                    .contains("04-preRun-migrate.log")
                    .contains("It is written in: deploy-hooks.yml:7:11");
        }
        assertThat(order()).containsExactly("build", "save", "preRun/migrate", "runFailed/notify", "cleanup");
        assertThat(report().result().outcome()).isEqualTo("failed");
        assertThat(report().result().failedStep()).isEqualTo("preRun/migrate");
        assertThat(example.resolve("launched.txt")).doesNotExist();
        assertThat(example.resolve("build.txt")).doesNotExist();
        assertThat(example.resolve("message.txt"))
                .content()
                .contains("billing was not deployed to default: FAILED")
                .contains("preRun/migrate in phase run, exit code 4");
    }

    @Test
    @Requirement({"S38"})
    void stubbornHookIsStoppedWithItsChild() throws Exception {
        assumeTrue(Example.isInstalled("setsid"), "setsid is not on PATH");
        example = Example.copy("stubborn-hook", temp);
        try (CliProcess cli = deploy()) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(cli.out())
                    .contains("SIGTERM? I would rather not")
                    .contains("runFailed | stopped as it should be. postBuild/stubborn timed out");
        }
        assertThat(step("postBuild/stubborn").state()).isEqualTo(StepReport.State.TIMED_OUT);
        assertThat(step("postBuild/stubborn").durationMillis()).isBetween(3_000L, 60_000L);
        assertThat(CliProcess.isRunning(CliProcess.pidIn(example.resolve("pids.txt"))))
                .isFalse();
    }

    private void shop() throws IOException {
        assumeTrue(Example.isInstalled("node"), "node is not on PATH");
        example = Example.copy("node-shop", temp);
        Example.usePort(example.resolve("deploy-hooks.yml"), port);
    }

    private CliProcess deploy() throws IOException {
        return CliProcess.deployHooks(temp, files, "run", example.toString(), "--report", report.toString());
    }

    private void stop() throws Exception {
        List<String> command = List.of(example.resolve("stop.sh").toString());
        try (CliProcess stop = CliProcess.start(temp, files, Map.of(), command)) {
            assertThat(stop.exitCode()).as(stop.err()).isZero();
            assertThat(stop.out()).contains("stopped the server");
        }
    }

    private long server() throws IOException {
        long pid = CliProcess.pidIn(example.resolve("state/server.pid"));
        assertThat(CliProcess.isRunning(pid)).isTrue();
        return pid;
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private Report report() throws IOException {
        return ReportJson.read(Files.readString(report));
    }

    private StepReport step(String id) throws IOException {
        return steps().filter(step -> step.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no step " + id));
    }

    /** What was started, in that order. */
    private List<String> order() throws IOException {
        return steps().filter(step -> step.startedAt() != null)
                .sorted(Comparator.comparing(StepReport::startedAt))
                .map(StepReport::id)
                .toList();
    }

    private Stream<StepReport> steps() throws IOException {
        Report all = report();
        return Stream.concat(all.tasks().stream(), all.events().stream().flatMap(event -> event.hooks().stream()));
    }
}
