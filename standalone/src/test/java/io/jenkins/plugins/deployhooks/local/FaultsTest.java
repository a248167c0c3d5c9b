package io.jenkins.plugins.deployhooks.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings.Shell;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd.Exit;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd.State;
import io.jenkins.plugins.deployhooks.engine.process.HookRun;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of hooks and of the machine: each is told with its reason and what to do, none is an exception. */
class FaultsTest {
    @TempDir
    Path temporary;

    private Hooks hooks;

    @BeforeEach
    void repository() throws IOException {
        hooks = new Hooks(temporary);
    }

    @Test
    @Requirement("S9")
    void aCommandThatIsNotFoundIsExplained() {
        HookEnd end = hooks.command("no-such-command --version");
        failed(end, 127, "interpreter or command not found on agent agent-7", "no-such-command", "PATH");
        failed(hooks.command("env no-such-command"), 127, "not found on agent agent-7", "no-such-command");
    }

    @Test
    @Requirement("S9")
    void anInterpreterThatIsNotFoundIsExplained() throws IOException {
        hooks.shell = new Shell("zsh-of-tomorrow", false, false);
        failed(hooks.command("true"), 127, "'zsh-of-tomorrow' not found on agent agent-7", "PATH is");
        hooks.shell = new Shell("sh", false, false);
        hooks.write("x.py", "#!/opt/none/python9\nprint(1)\n", "rwxr-xr-x");
        failed(hooks.file("x.py"), 127, "/opt/none/python9", "x.py", "agent-7", "/usr/bin/env python9");
        failed(hooks.command("./x.py a"), 127, "/opt/none/python9");
        failed(hooks.command("true; ./x.py a"), 127, "not found on agent agent-7", "x.py");
    }

    @Test
    @Requirement("S9")
    void windowsLineEndsAreExplained() throws IOException {
        hooks.write("x.sh", "#!/bin/sh\r\necho x\r\n", "rwxr-xr-x");
        failed(hooks.file("x.sh"), 127, "CRLF", "sed -i", ".gitattributes");
        hooks.write("y.sh", "#!/usr/bin/env perl\r\nprint 1;\r\n", "rwxr-xr-x");
        failed(hooks.command("./y.sh"), 127, "CRLF");
        failed(hooks.command("true && ./y.sh"), 127, "CRLF");
    }

    @Test
    @Requirement("S7")
    void aScriptWithoutTheExecutableBitIsExplained() throws IOException {
        hooks.write("ci/x.sh", "#!/bin/sh\necho ran\n", "rw-r--r--");
        String chmod = "chmod +x ci/x.sh";
        String git = "git update-index --chmod=+x ci/x.sh";
        failed(hooks.command("./ci/x.sh"), 126, chmod, git);
        failed(hooks.command("ci/x.sh"), 126, chmod, git);
        failed(hooks.command("./ci/x.sh --fast 'a b'"), 126, chmod, git);
        failed(hooks.file("ci/x.sh"), 126, chmod, git);
        failed(hooks.command("true; ci/x.sh"), 126, "chmod +x");
        assertThat(hooks.output()).doesNotContain("ran\n");
    }

    @Test
    @Requirement({"S6", "S7"})
    void aMissingScriptIsAFailureWithALog() {
        HookEnd end = hooks.command("./clevercloud/x.sh");
        failed(end, 127, "./clevercloud/x.sh", hooks.root.toString(), "git ls-files clevercloud/x.sh");
        assertThat(hooks.logged())
                .contains("Launching command './clevercloud/x.sh'.\n\n")
                .endsWith(end.reason() + "\n");
        assertThat(hooks.heard()).contains(end.reason());
    }

    @Test
    void aDirectoryInPlaceOfAScriptIsExplained() throws IOException {
        Files.createDirectories(hooks.root.resolve("ci"));
        failed(hooks.file("ci"), 126, "is a directory");
        failed(hooks.command("./ci"), 126, "is a directory");
        hooks.dir = "nowhere";
        failed(hooks.command("true"), 127, "working directory", "nowhere");
    }

    @Test
    @Requirement("S6")
    void aScriptWithoutShebangRunsByTheShell() throws IOException {
        hooks.write("plain", "echo by $0\n", "rwxr-xr-x");
        assertThat(hooks.file("plain").state()).isEqualTo(State.OK);
        assertThat(hooks.command("./plain").state()).isEqualTo(State.OK);
        assertThat(hooks.output()).contains("/checkout/plain");
    }

    @Test
    @Requirement("S9")
    void aProgramOfAnotherMachineIsExplained() throws IOException {
        Path file = hooks.write("tool", "", "rwxr-xr-x");
        Files.write(file, new byte[] {0x7f, 'E', 'L', 'F', 9, 9, 9, 0, 0, 0});
        failed(hooks.command("true; ./tool"), 126, "cannot be executed", "Exec format error");
        assertThat(hooks.file("tool").state()).isEqualTo(State.FAILED);
    }

    @Test
    @Requirement("S45")
    void noSpaceLeftInTheHookIsExplained() {
        assumeTrue(Files.exists(Path.of("/dev/full")), "needs /dev/full");
        HookEnd end = hooks.command("dd if=/dev/zero of=/dev/full bs=1 count=1");
        failed(end, 1, "No space left on device", "agent-7", "Free space now", "free");
    }

    @Test
    @Requirement("S45")
    void noSpaceLeftForTheLogIsExplained() throws Exception {
        Path small = Files.createDirectories(temporary.resolve("small"));
        assumeTrue(
                call("mount", "-t", "tmpfs", "-o", "size=64k", "deploy-hooks-test", small.toString()) == 0,
                "mounting a small tmpfs is not permitted here");
        try {
            HookEnd filled = logIn(small, "head -c 200000 /dev/zero || exit 9");
            assertThat(filled.state()).isEqualTo(State.FAILED);
            assertThat(filled.reason()).contains("No space left on device", small.toString(), "0 bytes free");
            assertThat(filled.output().notes())
                    .singleElement()
                    .asString()
                    .contains("The log could not be written", "No space left on device");
            HookEnd refused = logIn(small, "touch ran");
            assertThat(refused.state()).isEqualTo(State.FAILED);
            assertThat(refused.exit()).isEqualTo(Exit.NONE);
            assertThat(refused.reason()).contains("could not be started", "No space left on device", small.toString());
            assertThat(hooks.root.resolve("ran")).doesNotExist();
        } finally {
            assertThat(call("umount", "-l", small.toString())).isZero();
        }
    }

    @Test
    void aLogThatCannotBeWrittenIsAFailure() throws IOException {
        Files.createDirectories(hooks.log);
        HookEnd end = hooks.command("touch ran");
        assertThat(end.state()).isEqualTo(State.FAILED);
        assertThat(end.reason()).contains("hook.log");
        assertThat(hooks.root.resolve("ran")).doesNotExist();
    }

    @Test
    void aNulInTheEnvironmentIsAFailure() {
        hooks.env.put("BAD", "a\0b");
        HookEnd end = hooks.command("true");
        assertThat(end.state()).isEqualTo(State.FAILED);
        assertThat(end.reason()).contains("could not be started");
    }

    @Test
    void aListenerThatFailsLosesNothing() {
        HookEnd end = new LocalHookRunner("agent-7")
                .run(
                        hooks.hook(Script.command("echo a; echo b"), (bytes, length) -> {
                            throw new IllegalStateException("console closed");
                        }),
                        hooks.stop);
        assertThat(end.state()).isEqualTo(State.OK);
        assertThat(hooks.output()).isEqualTo("a\nb\n");
        assertThat(end.output().tail()).containsExactly("a", "b");
        assertThat(end.output().notes()).singleElement().asString().contains("console closed");
    }

    private HookEnd logIn(Path directory, String text) {
        HookRun run = hooks.hook(Script.command(text), HookRun.Listener.NONE);
        HookRun.Output output = new HookRun.Output(directory.resolve("hook.log"), HookRun.Listener.NONE);
        return new LocalHookRunner("agent-7")
                .run(new HookRun(run.label(), run.script(), run.settings(), run.place(), output), hooks.stop);
    }

    private static int call(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static void failed(HookEnd end, int code, String... words) {
        assertThat(end.reason()).contains(words);
        assertThat(end.state()).isEqualTo(State.FAILED);
        assertThat(end.exit()).isEqualTo(new Exit(code, null));
    }
}
