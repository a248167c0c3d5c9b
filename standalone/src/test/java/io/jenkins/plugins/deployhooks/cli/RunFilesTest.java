package io.jenkins.plugins.deployhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.cli.options.ExitCode;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a deployment does to files that are there already, and where its own go. */
class RunFilesTest {
    @TempDir
    Path temp;

    private Path files;
    private Path logs;

    @BeforeEach
    void makeRepository() throws IOException {
        Files.createDirectories(temp.resolve("app"));
        files = temp.resolve("files");
        logs = Files.createDirectories(files.resolve("logs"));
    }

    @Test
    void logsOfAnEarlierDeploymentMakeRoomAndOtherFilesStay() throws Exception {
        run(Map.of(), "--set=preBuild=true", "--build=echo one", "--logs=" + logs);
        assertThat(logs.resolve("02-preBuild.log")).exists();
        Files.writeString(logs.resolve("99-mine.log"), "mine");
        run(Map.of(), "--build=echo two", "--logs=" + logs);
        assertThat(logs.resolve("02-preBuild.log")).doesNotExist();
        assertThat(logs.resolve("02-build.log")).exists();
        assertThat(logs.resolve("99-mine.log")).hasContent("mine");
    }

    @Test
    void aReportThatIsNoneDeletesNothing() throws Exception {
        Files.writeString(logs.resolve("deploy-hooks.json"), "{}");
        Files.writeString(logs.resolve("99-mine.log"), "mine");
        run(Map.of(), "--build=echo one", "--logs=" + logs);
        assertThat(logs.resolve("99-mine.log")).hasContent("mine");
    }

    @Test
    void aReportCannotNameFilesElsewhere() throws Exception {
        run(Map.of(), "--build=echo one", "--logs=" + logs);
        Path mine = Files.writeString(files.resolve("99-mine.log"), "mine");
        Path report = logs.resolve("deploy-hooks.json");
        for (String name : List.of("../99-mine.log", mine.toString(), "02-x/../../99-mine.log")) {
            Files.createDirectories(logs.resolve("02-x"));
            Files.writeString(report, Files.readString(report).replace("02-build.log", name));
            assertThat(ReportJson.read(Files.readString(report)).tasks()).anyMatch(step -> name.equals(step.log()));
            run(Map.of(), "--build=echo two", "--logs=" + logs);
            assertThat(mine).hasContent("mine");
        }
    }

    @Test
    void homeIsWhatTheVariableSays() throws Exception {
        Path home = temp.resolve("home");
        run(Map.of("HOME", home.toString(), "XDG_STATE_HOME", ""), "--build=echo one");
        assertThat(home.resolve(".local/state/deploy-hooks/app")).isNotEmptyDirectory();
    }

    @Test
    void aUserWithoutHomeIsAskedForADirectory() throws Exception {
        Map<String, String> env = Map.of("HOME", "", "XDG_STATE_HOME", "", "JAVA_TOOL_OPTIONS", "-Duser.home=?");
        try (CliProcess cli = start(env, "--build=echo built > built.txt")) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.INVALID);
            assertThat(cli.err()).contains("no home directory").contains("--logs DIR");
        }
        assertThat(temp.resolve("?")).doesNotExist();
        assertThat(temp.resolve("app/built.txt")).doesNotExist();
    }

    @Test
    void theReportGoesIntoThePipeThatItsLinkPointsTo() throws Exception {
        Path pipe = files.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path link = Files.createSymbolicLink(files.resolve("link"), pipe);
        Path copy = files.resolve("copy.json");
        Process reader = new ProcessBuilder("cat", pipe.toString())
                .redirectOutput(copy.toFile())
                .start();
        try {
            run(Map.of(), "--build=echo one", "--logs=" + logs, "--report=" + link);
            assertThat(reader.waitFor()).isZero();
        } finally {
            reader.destroy();
        }
        assertThat(copy).hasSameTextualContentAs(logs.resolve("deploy-hooks.json"));
        assertThat(link).isSymbolicLink();
        assertThat(Files.isRegularFile(pipe)).isFalse();
    }

    private void run(Map<String, String> env, String... options) throws Exception {
        try (CliProcess cli = start(env, options)) {
            assertThat(cli.exitCode()).as(cli.err()).isZero();
        }
    }

    private CliProcess start(Map<String, String> env, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(Launcher.in(files).toString(), "run", "app"));
        command.addAll(List.of(options));
        return CliProcess.start(temp, files, env, command);
    }
}
