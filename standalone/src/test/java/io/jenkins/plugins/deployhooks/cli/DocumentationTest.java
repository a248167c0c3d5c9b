package io.jenkins.plugins.deployhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import io.jenkins.plugins.deployhooks.engine.definition.load.TestRepository;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Keys;
import io.jenkins.plugins.deployhooks.engine.guide.Snippet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/ says about the command line and the file is true: snippets run, definitions load, no key is left out. */
class DocumentationTest {
    private static final Pattern SCRIPT = Pattern.compile("[\\w./-]+\\.sh\\b");

    @TempDir
    Path temp;

    /** What snippets have launched. */
    @AfterEach
    void stopServers() throws IOException {
        try (Stream<Path> files = Files.walk(temp)) {
            for (Path pid : files.filter(file -> file.endsWith("server.pid")).toList()) {
                ProcessHandle.of(CliProcess.pidIn(pid)).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    static List<Snippet> snippets() {
        return Snippet.of(Snippet.Kind.SHELL);
    }

    static List<Snippet> definitions() {
        return Snippet.of(Snippet.Kind.DEFINITION);
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void snippetsRun(Snippet snippet) throws Exception {
        assumeTrue(snippet.needs().isEmpty() || Example.isInstalled(snippet.needs()), snippet.needs() + " is needed");
        Path copy = Files.createDirectories(temp.resolve("copy"));
        Launcher.in(copy);
        Path examples = Example.copyTree(Repository.root().resolve("docs/examples"), copy.resolve("docs/examples"));
        int[] ports = {Example.freePort(), Example.freePort()};
        Example.usePorts(examples, ports);
        List<String> command = List.of("bash", "-eu", "-o", "pipefail", "-c", Example.withPorts(snippet.text(), ports));

        try (CliProcess bash = CliProcess.start(copy, temp.resolve("files"), Map.of(), command)) {
            int exitCode = bash.exitCode();
            assertThat(exitCode)
                    .as("%s%n%s%n%s", snippet, bash.out(), bash.err())
                    .isEqualTo(snippet.exitCode());
            assertThat(bash.err()).doesNotContain("\tat ");
        }
    }

    static List<String> guides() {
        return snippets().stream()
                .map(Snippet::page)
                .filter(page -> page.startsWith("docs/guide/"))
                .distinct()
                .toList();
    }

    /** As somebody does who copies each block of a page into one and the same shell. */
    @ParameterizedTest
    @MethodSource("guides")
    void guidesCanBeFollowedFromTopToBottom(String page) throws Exception {
        Path copy = Files.createDirectories(temp.resolve("copy"));
        Launcher.in(copy);
        StringBuilder typed = new StringBuilder();
        List<String> codes = new ArrayList<>();
        for (Snippet snippet : snippets()) {
            if (snippet.page().equals(page)) {
                typed.append(snippet.text()).append("echo \"left with $?\" >> codes\n");
                codes.add("left with " + snippet.exitCode());
            }
        }

        try (CliProcess bash =
                CliProcess.start(copy, temp.resolve("files"), Map.of(), List.of("bash", "-c", typed.toString()))) {
            bash.exitCode();
            assertThat(copy.resolve("codes"))
                    .as("%s%n%s%n%s", page, bash.out(), bash.err())
                    .content()
                    .isEqualTo(String.join("\n", codes) + "\n");
        }
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void definitionsAreValid(Snippet definition) {
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
