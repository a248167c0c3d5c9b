package io.jenkins.plugins.deployhooks.engine.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.definition.source.Arguments;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and paths of a repository that nobody trusts are refused where they would be names of files. */
class HostileNamesTest {
    @TempDir
    Path root;

    private TestRepository repository;

    @BeforeEach
    void repository() {
        repository = new TestRepository(root);
    }

    private List<String> problems(String line) {
        return repository.definition(line).problems();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x.sh",
                "ci/../../x.sh",
                "/etc/passwd",
                "./../x.sh",
                "ci/./../../x.sh",
                "a\\0b.sh",
                "..",
                "ci/../..",
            })
    void scriptsAndDirectoriesStayInside(String path) {
        assertThat(problems("hooks: {preRun: {script: \"" + path + "\"}}"))
                .as("script")
                .isNotEmpty();
        assertThat(problems("hooks: {preRun: {run: echo, dir: \"" + path + "\"}}"))
                .as("dir")
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../../etc",
                "a/b",
                "a\\\\b",
                "/abs",
                "a\\0b",
                "a\\nb",
                "a\\u202eb",
                "NUL",
                "com1.log",
                "x:y",
                "x.",
                "x ",
                "<b>",
            })
    void namesOfHooksAreNamesOfFilesEverywhere(String name) {
        List<String> problems = problems("hooks: {preRun: {name: \"" + name + "\", run: echo}}");
        boolean trimmed = name.isBlank() || !name.equals(name.strip());
        assertThat(problems.isEmpty() ? 0 : 1)
                .as("problems of %s: %s", name, problems)
                .isEqualTo(trimmed ? problems.size() : 1);
    }

    @Test
    void whatIsVeryLongIsRefused() {
        String longest = "x".repeat(100_000);
        assertThat(problems("hooks: {preRun: {name: " + longest + ", run: echo}}"))
                .isNotEmpty();
        assertThat(problems("app: " + longest)).isNotEmpty();
        assertThat(problems("environment: " + longest)).isNotEmpty();
        assertThat(problems("hooks: {" + longest + ": echo}"))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).hasSizeLessThan(1000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\nb", "a\\0b", "a\\u0007b"})
    void namesOfAppsAndEnvironmentsAreOneLine(String name) {
        assertThat(problems("app: \"" + name + "\"")).isNotEmpty();
        assertThat(problems("environment: \"" + name + "\"")).isNotEmpty();
    }

    @Test
    void argumentsAndVariablesAreHeldToTheSame() {
        Arguments arguments = Arguments.named("step argument ");
        arguments.hook("preRun", "hooks[0]", Map.of("script", "../../x.sh"));
        assertThat(repository.arguments(arguments).problems()).isNotEmpty();
        assertThat(new TestRepository(root)
                        .variable("CC_PRE_RUN_HOOK", "true")
                        .variable("CC_OVERRIDE_BUILDCACHE", "../../etc:/etc")
                        .problems())
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"paths: [../../etc]", "paths: [/etc]", "dependencyPaths: [../../etc]", "dependencyPaths: [/etc]"
            })
    void archivesHoldNothingFromElsewhere(String cache) {
        assertThat(problems("cache: {" + cache + "}")).isNotEmpty();
    }
}
