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
                "<b>",
            })
    void namesOfHooksAreNamesOfFilesEverywhere(String name) {
        assertThat(problems("hooks: {preRun: {name: \"" + name + "\", run: echo}}"))
                .isNotEmpty();
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

    @Test
    void hugeValuesAreRefusedWithTheirBound() {
        String huge = "x".repeat(1_000_000);
        assertThat(problems("cache: {key: " + huge + "}"))
                .singleElement()
                .asString()
                .contains("'key' is very long, a template has at most 10,000 characters")
                .hasSizeLessThan(1000);
        assertThat(problems("env: {run: {LONG: " + huge + "}}"))
                .singleElement()
                .asString()
                .contains("'LONG' is very long, the value of a variable has at most 100,000 bytes")
                .hasSizeLessThan(1000);
        assertThat(problems("env: {run: {" + "x".repeat(1000) + ": x}}"))
                .singleElement()
                .asString()
                .contains("a name has at most 200 characters")
                .hasSizeLessThan(1000);
        Arguments arguments = Arguments.named("step argument ").app(huge + huge).environment(huge);
        repository.definition("");
        assertThat(repository.arguments(arguments).problems())
                .hasSize(2)
                .allSatisfy(
                        problem -> assertThat(problem).contains("step argument").hasSizeLessThan(1000));
    }

    @Test
    void anEventHasManyHooksButNotAnyNumber() {
        assertThat(problems("hooks: {preRun: [" + "a,".repeat(5000) + "]}")).isEmpty();
        String many = "100,000 hooks of 'preRun', an event has at most 10,000";
        Arguments arguments = Arguments.named("step argument ");
        for (int i = 0; i < 100_000; i++) {
            arguments.hook("preRun", "hooks[" + i + "]", Map.of("run", "true"));
        }
        assertThat(new TestRepository(root).arguments(arguments).problems())
                .singleElement()
                .asString()
                .contains(many);
        assertThat(problems("hooks: {preRun: [" + "a,".repeat(90_000) + "]}"))
                .singleElement()
                .asString()
                .contains("an event has at most 10,000");
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
