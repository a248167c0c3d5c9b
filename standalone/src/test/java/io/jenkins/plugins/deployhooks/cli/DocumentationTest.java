package io.jenkins.plugins.deployhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import io.jenkins.plugins.deployhooks.engine.definition.load.TestRepository;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/ says about the command line and the file is true: snippets run, definitions load, no key is left out. */
class DocumentationTest {
    private static final Pattern MARK = Pattern.compile("<!-- test(?: exit=(\\d+))? -->");
    private static final Pattern SCRIPT = Pattern.compile("\\S+\\.sh\\b");

    @TempDir
    Path temp;

    static Stream<CodeBlock> snippets() throws IOException {
        return CodeBlock.in("command-line.md", "bash").stream();
    }

    static Stream<CodeBlock> definitions() throws IOException {
        return Stream.concat(
                CodeBlock.in("definition.md", "yaml").stream(), CodeBlock.in("migration.md", "yaml").stream());
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void snippetsRun(CodeBlock snippet) throws Exception {
        Matcher mark = MARK.matcher(snippet.mark());
        assertThat(mark.matches()).as("%s has '%s' before it", snippet, MARK).isTrue();
        Path copy = Files.createDirectories(temp.resolve("copy"));
        Launcher.in(copy);
        Example.copyTree(Repository.root().resolve("docs/examples"), copy.resolve("docs/examples"));
        List<String> command = List.of("bash", "-eu", "-o", "pipefail", "-c", snippet.text());

        try (CliProcess bash = CliProcess.start(copy, temp.resolve("files"), Map.of(), command)) {
            int wanted = mark.group(1) == null ? 0 : Integer.parseInt(mark.group(1));
            int exitCode = bash.exitCode();
            assertThat(exitCode)
                    .as("%s%n%s%n%s", snippet, bash.out(), bash.err())
                    .isEqualTo(wanted);
            assertThat(bash.err()).doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void definitionsAreValid(CodeBlock definition) {
        TestRepository repository = new TestRepository(temp).file("deploy-hooks.yml", definition.text());
        SCRIPT.matcher(definition.text()).results().forEach(script -> repository.executable(script.group()));
        assertThat(repository.problems()).as(definition.toString()).isEmpty();
        assertThat(repository.valid()).isNotNull();
    }

    @Test
    void everyKeyIsDescribed() throws IOException {
        String page = Files.readString(Repository.root().resolve("docs/definition.md"));
        List<String> keys = new ArrayList<>();
        Stream.of(
                        Keys.DEFINITION,
                        Keys.DEFAULTS,
                        Keys.HOOK,
                        Keys.EVENT,
                        Keys.WHEN,
                        Keys.READINESS,
                        Keys.ENV,
                        Keys.SERVICE,
                        Keys.TRAFFIC,
                        Keys.CACHE)
                .forEach(each -> keys.addAll(each.names()));
        assertThat(keys)
                .allSatisfy(key -> assertThat(page)
                        .as("docs/definition.md describes %s", key)
                        .containsPattern("`" + key + "`|(?m)^\\s+" + key + ":"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "plan", "validate", "cache list", "cache show", "cache delete", "cache verify"})
    void everyOptionIsDescribed(String command) throws IOException {
        String page = Files.readString(Repository.root().resolve("docs/command-line.md"));
        List<String> options = Pattern.compile("^ +(?:-., )?(--[a-z-]+)", Pattern.MULTILINE)
                .matcher(InProcess.execute((command + " --help").split(" ")).out())
                .results()
                .map(option -> option.group(1))
                .filter(option -> !option.equals("--version"))
                .toList();
        assertThat(options).contains("--format", "--no-color", "--help");
        assertThat(options).allSatisfy(option -> assertThat(page).contains(option));
    }
}
