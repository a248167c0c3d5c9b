package io.jenkins.plugins.deployhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployhooks.cli.options.ExitCode;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.load.DefinitionLoader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The broken definitions of the engine's tests, given to the command line: told with their places, and nothing runs. */
@Requirement({"S4", "S7", "S28"})
class BrokenDefinitionsCliTest {
    private static final String EXPECT = "# expect ";

    @TempDir
    Path temp;

    private Path root;
    private Path marker;

    static Stream<Path> files() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(directory())) {
            return files.sorted().toList().stream();
        }
    }

    @BeforeEach
    void makeRepository() throws IOException {
        root = Files.createDirectories(temp.resolve("repository"));
        marker = temp.resolve("something-ran");
        Files.createDirectories(root.resolve("ci"));
        Files.writeString(root.resolve("ci/plain.sh"), "#!/bin/sh\ntouch '" + marker + "'\n");
        Path outside = Files.createDirectories(temp.resolve("outside"));
        Files.writeString(outside.resolve("evil.sh"), "#!/bin/sh\ntouch '" + marker + "'\n");
        Files.createSymbolicLink(root.resolve("link"), outside);
        Path script = root.resolve("ci/run.sh");
        Files.writeString(script, "#!/bin/sh\ntouch '" + marker + "'\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyProblemIsToldAndNothingRuns(Path broken) throws IOException {
        Files.copy(broken, root.resolve("deploy-hooks.yml"));

        InProcess run = InProcess.execute(
                "run", root.toString(), "--logs", temp.resolve("logs").toString(), "--build", "touch '" + marker + "'");

        assertRefused(broken, run.exitCode(), run.err());
        assertThat(run.out()).isEmpty();
        assertThat(temp.resolve("logs"))
                .as("not even a directory of logs is made")
                .doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("files")
    void jsonHoldsTheSameProblems(Path broken) throws IOException {
        Files.copy(broken, root.resolve("deploy-hooks.yml"));

        InProcess validate = InProcess.execute("validate", root.toString(), "--format", "json");

        assertThat(validate.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(validate.err()).isEmpty();
        JsonNode document = Json.only(validate.out());
        assertThat(document.get("valid").booleanValue()).isFalse();
        assertThat(document.get("problems")).hasSameSizeAs(expected(broken));
        for (JsonNode problem : document.get("problems")) {
            assertThat(problem.get("source").textValue()).isEqualTo("deploy-hooks.yml");
            assertThat(problem.get("line").intValue()).isPositive();
            assertThat(problem.get("column").intValue()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"many-at-once.yml", "yaml-tab.yml", "script-not-executable.yml"})
    void theRealProgramRefusesThem(String name) throws Exception {
        Path broken = directory().resolve(name);
        Files.copy(broken, root.resolve("deploy-hooks.yml"));
        try (CliProcess cli = CliProcess.deployHooks(temp, temp.resolve("files"), "run", "repository")) {
            int exitCode = cli.exitCode();
            assertRefused(broken, exitCode, cli.err());
            assertThat(cli.out()).isEmpty();
            assertThat(cli.err()).contains("error: repository/deploy-hooks.yml:");
        }
    }

    @Test
    void aFileIsCheckedAlone() throws IOException {
        Path file = Files.writeString(root.resolve("other.yml"), "version: 1\nhoks: {}\n");
        InProcess validate = InProcess.execute("validate", file.toString());
        assertThat(validate.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(validate.err())
                .contains(file + ":2:1: ")
                .contains("did you mean hooks?")
                .contains("1 error; nothing was run");
    }

    @Test
    void severalPlacesAreToldApart() throws Exception {
        Path second = Files.createDirectories(temp.resolve("second"));
        Files.writeString(root.resolve("deploy-hooks.yml"), "version: 1\nhoks: {}\n");
        Files.writeString(second.resolve("deploy-hooks.yml"), "version: 2\n");
        InProcess text = InProcess.execute("validate", root.toString(), second.toString());
        assertThat(text.err())
                .contains(root + "/deploy-hooks.yml:2:1: ")
                .contains(second + "/deploy-hooks.yml:1:")
                .contains("2 errors; nothing was run");
        JsonNode json = Json.only(InProcess.execute("validate", "--format", "json", root.toString(), second.toString())
                .out());
        assertThat(json.get("problems").findValuesAsText("root")).containsExactly(root.toString(), second.toString());
    }

    private void assertRefused(Path broken, int exitCode, String err) throws IOException {
        assertThat(exitCode).isEqualTo(ExitCode.INVALID);
        assertThat(err).doesNotContain("\tat ").doesNotContain("Exception").doesNotContain("\u001b");
        for (String line : expected(broken)) {
            String place = "deploy-hooks.yml:" + line.substring(0, line.indexOf(' ')) + ": ";
            assertThat(err).contains(place);
        }
        assertThat(err).endsWith("nothing was run" + System.lineSeparator());
        assertThat(marker).doesNotExist();
    }

    private static List<String> expected(Path broken) throws IOException {
        return Files.readAllLines(broken).stream()
                .filter(line -> line.startsWith(EXPECT))
                .map(line -> line.substring(EXPECT.length()))
                .toList();
    }

    private static Path directory() throws URISyntaxException {
        // beside the classes that read them
        return Path.of(DefinitionLoader.class
                .getResource("/io/jenkins/plugins/deployhooks/engine/definition/broken")
                .toURI());
    }
}
