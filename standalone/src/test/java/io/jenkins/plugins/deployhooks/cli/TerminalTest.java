package io.jenkins.plugins.deployhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.deployhooks.cli.options.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program on a pseudo terminal, which python makes. */
class TerminalTest {
    private static final String ESCAPE = "\u001b[";
    private static final String TAKE_BACK = "\r\u001b[K";

    /** Passes what is typed to a terminal with the program on it, and the program's output and exit code back. */
    private static final String TERMINAL = String.join(
            "\n",
            "import os, pty, signal, sys",
            "signal.signal(signal.SIGINT, signal.SIG_DFL)",
            "status = pty.spawn(sys.argv[1:])",
            "sys.exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 99)");

    @TempDir
    Path temp;

    @BeforeEach
    void makeRepository() throws IOException {
        assumeTrue(Example.isInstalled("python3"), "python3 is not on PATH");
        Path root = Files.createDirectories(temp.resolve("app"));
        Files.write(
                root.resolve("deploy-hooks.yml"),
                List.of(
                        "version: 1",
                        "build: touch built",
                        "hooks:",
                        "  preBuild: echo $$ > hook.pid; echo started; [ -n \"$QUICK\" ] && exit 5; exec sleep 600",
                        "  runFailed: echo \"$DEPLOY_RESULT\" > result.txt",
                        "  cleanup: touch cleaned"));
    }

    @Test
    void controlCIsAnAbort() throws Exception {
        try (CliProcess cli = onTerminal(Map.of(), "run", "app")) {
            cli.awaitOutput(Pattern.compile("1/4 preBuild  \\d+s"));
            cli.awaitOutput("started");
            cli.type("\u0003");
            assertThat(cli.exitCode()).as(cli.out()).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(cli.out()).contains(TAKE_BACK).contains(ESCAPE + "31m").contains("interrupted by Ctrl-C");
        }
        Path root = temp.resolve("app");
        assertThat(root.resolve("result.txt")).hasContent("ABORTED");
        assertThat(root.resolve("cleaned")).exists();
        assertThat(CliProcess.isRunning(CliProcess.pidIn(root.resolve("hook.pid"))))
                .isFalse();
    }

    @Test
    void anArchiveInTheMakingShowsHowFarItIs() throws Exception {
        Path big = Files.createDirectories(temp.resolve("app/big"));
        Files.write(
                temp.resolve("app/deploy-hooks.yml"), List.of("version: 1", "build: 'true'", "cache: {paths: [big]}"));
        byte[] noise = new byte[40_000_000];
        new java.util.Random(3).nextBytes(noise);
        for (int i = 0; i < 4; i++) {
            Files.write(big.resolve("noise-" + i), noise);
        }
        try (CliProcess cli = onTerminal(Map.of(), "run", "app")) {
            assertThat(cli.exitCode()).as(cli.out()).isZero();
            assertThat(cli.out())
                    .containsPattern("2/3 save  \\d+s  \\d+ files, [0-9.]+ MB")
                    .contains(TAKE_BACK);
        }
    }

    @Test
    void coloursCanBeSwitchedOff() throws Exception {
        assertThat(failing(Map.of(), "run", "app")).contains(ESCAPE + "1m", ESCAPE + "31m");
        assertThat(withoutProgress(failing(Map.of(), "run", "app", "--no-color")))
                .doesNotContain(ESCAPE);
        assertThat(withoutProgress(failing(Map.of("NO_COLOR", "1"), "run", "app")))
                .doesNotContain(ESCAPE);
        assertThat(failing(Map.of("TERM", "dumb"), "run", "app")).doesNotContain("\u001b");
    }

    @Test
    void coloursOfAHookEndWithItsLine() throws Exception {
        Files.write(temp.resolve("app/deploy-hooks.yml"), List.of("version: 1", "build: printf '\\033[35mpink\\n'"));
        try (CliProcess cli = onTerminal(Map.of(), "run", "app")) {
            assertThat(cli.exitCode()).isZero();
            assertThat(cli.out()).contains(ESCAPE + "35mpink" + ESCAPE + "0m");
        }
        try (CliProcess cli = CliProcess.deployHooks(temp, temp.resolve("files"), "run", "app", "--rebuild")) {
            assertThat(cli.exitCode()).isZero();
            assertThat(cli.out()).contains("build | " + ESCAPE + "35mpink\n");
        }
    }

    private String failing(Map<String, String> env, String... arguments) throws Exception {
        Map<String, String> all = new HashMap<>(env);
        all.put("QUICK", "yes");
        try (CliProcess cli = onTerminal(all, arguments)) {
            assertThat(cli.exitCode()).as(cli.out()).isEqualTo(ExitCode.FAILED);
            return cli.out();
        }
    }

    private CliProcess onTerminal(Map<String, String> env, String... arguments) throws IOException {
        Path files = temp.resolve("files");
        List<String> command = new ArrayList<>(
                List.of("python3", "-c", TERMINAL, Launcher.in(files).toString()));
        command.addAll(List.of(arguments));
        Map<String, String> all = new HashMap<>(Map.of("TERM", "xterm"));
        all.putAll(env);
        return CliProcess.start(temp, files, all, command);
    }

    private static String withoutProgress(String text) {
        return text.replace(TAKE_BACK, "");
    }
}
