package io.jenkins.plugins.deployhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher of the repository's root, with the classes under test, where the locale knows no letter but ASCII. */
@DisabledOnOs(OS.WINDOWS)
class LocaleTest {
    @TempDir
    Path temp;

    /** Lays a launcher out whose jar is up to date, and a java that runs the classes under test in its place. */
    @BeforeEach
    void copyLauncher() throws IOException {
        Files.copy(
                Repository.root().resolve("deploy-hooks"),
                temp.resolve("deploy-hooks"),
                StandardCopyOption.COPY_ATTRIBUTES);
        Files.createFile(
                Files.createDirectories(temp.resolve("standalone/target")).resolve("deploy-hooks-cli.jar"));
        String classes = Files.readAllLines(Launcher.in(temp.resolve("files"))).stream()
                .filter(line -> line.startsWith("set -- "))
                .findFirst()
                .orElseThrow()
                .replaceFirst(".* -cp ", "-cp ")
                .replace(" \"$@\"", "");
        Path java = Files.createDirectories(temp.resolve("jdk/bin")).resolve("java");
        Files.write(
                java,
                List.of(
                        "#!/bin/bash",
                        "options=()",
                        "while [ \"$1\" != -jar ]; do options+=(\"$1\"); shift; done",
                        "shift 2",
                        "exec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' \"${options[@]}\" "
                                + classes + " \"$@\""));
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"LC_ALL=C, <C>", "LC_ALL=POSIX, <POSIX>", "LC_CTYPE=C, <unset>", "LC_ALL=xx_XX.UTF-8, <xx_XX.UTF-8>"})
    void lettersPassAndHooksSeeTheLocaleOfTheUser(String setting, String seen) throws Exception {
        Files.write(
                temp.resolve("deploy-hooks.yml"),
                List.of(
                        "version: 1",
                        "hooks:",
                        "  preRun: [{name: \u00e4, run: 'printf %s \"$Y\" > \"$TEMP/y\"; echo"
                                + " \"<${LC_ALL-unset}>\"'}]"));
        // The tests themselves may run where a name such as this cannot be given to a process.
        Path caller = Files.write(
                temp.resolve("caller"),
                List.of(
                        "unset LC_ALL LC_CTYPE LANG",
                        "export " + setting,
                        "dir=$(printf 'caf\\303\\251')",
                        "mkdir \"$dir\" && cp deploy-hooks.yml \"$dir\"",
                        "exec ./deploy-hooks run \"$dir\" --env \"Y=$(printf '\\303\\244')\""));
        Map<String, String> env =
                Map.of("TEMP", temp.toString(), "JAVA_HOME", temp.resolve("jdk").toString());
        try (CliProcess cli = CliProcess.start(temp, temp.resolve("files"), env, List.of("bash", caller.toString()))) {
            assertThat(cli.exitCode()).as(cli.out() + cli.err()).isZero();
            assertThat(cli.out()).contains("preRun/\u00e4 | " + seen);
        }
        assertThat(temp.resolve("y")).hasContent("\u00e4");
    }
}
