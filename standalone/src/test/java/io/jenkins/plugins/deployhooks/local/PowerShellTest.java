package io.jenkins.plugins.deployhooks.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings.Shell;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd.State;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hooks that a real PowerShell runs; without one on {@code PATH} nothing is tried. */
@Timeout(120)
class PowerShellTest {
    private static final String FAILS = "sh -c 'exit 5'\n";

    @TempDir
    Path temporary;

    private Hooks hooks;

    @BeforeEach
    void repository() throws IOException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "pwsh"))),
                "no pwsh is on PATH, so no hook of PowerShell was run");
        // blanks, brackets and what PowerShell reads otherwise are in the paths of all scripts
        hooks = new Hooks(temporary.resolve("it's [1] $x `ü"));
        hooks.shell = new Shell("pwsh", null, null);
    }

    @AfterEach
    void leaveNothing() throws IOException {
        if (hooks != null) {
            hooks.pids("pids").forEach(Hooks::kill);
        }
    }

    /** The bar stands for a line's end. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "Write-Output hi; 0",
                "sh -c 'exit 5'; 5",
                "sh -c 'exit 5'|Write-Output after; 5",
                "sh -c 'exit 5'|sh -c 'exit 0'; 0",
                "sh -c 'exit 5'|$LASTEXITCODE = 0; 0",
                "& { exit 6 }; 6",
                "exit 3; 3",
                "throw 'boom'; 1",
                "Write-Error bad; 1",
                "Write-Error bad|Write-Output after; 0",
                "$ErrorActionPreference = 'Stop'|Write-Error bad|Write-Output after; 1",
                "no-such-command-at-all; 1",
                "1/0; 1",
                "try { throw 'x' } catch { 'caught' }; 0",
                "#requires -Version 99|'never'; 1",
                "param($who = 'you')|\"hello $who\"; 0",
                "using namespace System.IO|[Path]::GetFileName('/a/b'); 0",
                "'a' # and no line feed; 0",
                "@\"|text|\"@; 0",
                "Write-Output a `; 0"
            })
    @Requirement({"S51", "S52"})
    void theStatusIsThatOfTheLastProgramOrOfTheLastCommand(String text, int status) {
        HookEnd end = hooks.command(text.replace('|', '\n'));
        assertThat(end.exit().code()).as(hooks.output()).isEqualTo(status);
        assertThat(hooks.output()).doesNotContain("deployHook");
    }

    /** Behind the text come lines that are not of its author: they must not become a part of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (",
                "if ($true) {",
                "'text",
                "@\"\ntext",
                "'a' <# comment",
                "'a' |",
                "$x =",
                "Write-Output a,",
                "if ($true) { 'a' } else"
            })
    @Requirement("S52")
    void whatIsNotCompleteFailsAndIsShownAsItWasWritten(String text) {
        HookEnd end = hooks.command(text);
        assertThat(end.exit().code()).isEqualTo(1);
        assertThat(hooks.output()).contains("ParserError").doesNotContain("deployHook");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$PSModuleAutoLoadingPreference = 'None'",
                "function Test-Path { $false }",
                "Set-StrictMode -Version Latest; $ErrorActionPreference = 'Stop'",
                "Set-Location variable:"
            })
    void whateverTheTextHasChangedItsFailureCounts(String change) {
        assertThat(hooks.command(change + "\n'without a program'").exit().code())
                .as(hooks.output())
                .isZero();
        assertThat(hooks.command(change + "\n" + FAILS + "'after'").exit().code())
                .as(hooks.output())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"return", "exit", "break"})
    void whoLeavesEarlyLeavesWithSuccess(String word) {
        HookEnd end = hooks.command(FAILS + word + "\n'not reached'");
        assertThat(end.state()).as(hooks.output()).isEqualTo(State.OK);
        assertThat(hooks.output()).doesNotContain("not reached");
    }

    @Test
    @Requirement({"S8", "S61"})
    void variablesLettersAndOutputsAreKept() {
        hooks.env.put("GREETING", "it's \"quoted\" $HOME `x` ä€🚀");
        HookEnd end =
                hooks.command("Write-Host \"host ü\"\n\"$env:GREETING|ß\"\n[Console]::Error.WriteLine('error é')\n"
                        + "sh -c 'echo native ö'\n\"VERSION=1.2 ä\" >> $env:DEPLOY_OUTPUT\n"
                        + "\"rest: $([Console]::In.ReadToEnd().Length)\"\n");
        assertThat(end.state()).as(hooks.output()).isEqualTo(State.OK);
        assertThat(hooks.output())
                .isEqualTo("host ü\n" + hooks.env.get("GREETING") + "|ß\nerror é\nnative ö\nrest: 0\n");
        assertThat(end.output().values()).containsOnly(Map.entry("VERSION", "1.2 ä"));
    }

    @Test
    @Requirement({"S6", "D17"})
    void aScriptOfTheRepositoryEndsAsItsProgramsDo() throws IOException {
        Path script = hooks.write("ci/it's ü.ps1", FAILS + "\"$PSScriptRoot|$(Get-Location)\"\n", "rw-r--r--");
        hooks.dir = "ci";
        HookEnd end = hooks.file("ci/it's ü.ps1");
        assertThat(end.exit().code()).as(hooks.output()).isEqualTo(5);
        String directory = script.getParent().toRealPath().toString();
        assertThat(hooks.output()).isEqualTo(directory + "|" + directory + "\n");
        hooks.write("exit.ps1", "exit 3\n", "rw-r--r--");
        assertThat(hooks.file("exit.ps1").exit().code()).isEqualTo(3);
        hooks.write("throw.ps1", "throw 'boom'\n", "rw-r--r--");
        assertThat(hooks.file("throw.ps1").exit().code()).isEqualTo(1);
        hooks.write("broken.ps1", "if (\n", "rw-r--r--");
        assertThat(hooks.file("broken.ps1").exit().code()).isEqualTo(1);
        hooks.write("without-an-ending", "exit 4\n", "rw-r--r--");
        assertThat(hooks.file("without-an-ending").exit().code()).isEqualTo(4);
    }

    @Test
    @Requirement({"S6", "S7"})
    void aScriptThatNamesPowerShellItselfEndsAsItsProgramsDo() throws IOException {
        hooks.shell = new Shell(null, null, null);
        hooks.write("own.ps1", "#!/usr/bin/env pwsh\n" + FAILS, "rwxr-xr-x");
        assertThat(hooks.file("own.ps1").exit().code()).as(hooks.output()).isEqualTo(5);
        assertThat(hooks.command("./own.ps1").exit().code()).isEqualTo(5);
        assertThat(hooks.command("#!/usr/bin/env pwsh\n" + FAILS + "'after'")
                        .exit()
                        .code())
                .isEqualTo(5);
    }

    @Test
    void itIsSaidThatOptionsHaveNoEffect() {
        hooks.shell = new Shell("pwsh", true, true);
        HookEnd end = hooks.command("Write-Error bad\n'goes on'");
        assertThat(end.state()).isEqualTo(State.OK);
        assertThat(hooks.output()).contains("goes on");
        assertThat(end.output().notes()).singleElement().asString().contains("pwsh");
    }

    @Test
    @Requirement("S38")
    void aStopEndsItWithAllItHasStarted() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/stat")), "finding all processes of a hook needs /proc");
        hooks.write("child.sh", "echo $$ >> pids\nexec sleep 100\n", "rw-r--r--");
        hooks.write("daemon.sh", "setsid sh child.sh > daemon.log 2>&1 &\n", "rw-r--r--");
        hooks.grace(Duration.ofSeconds(60));
        CompletableFuture<HookEnd> end = CompletableFuture.supplyAsync(() -> hooks.command(
                "[IO.File]::AppendAllText(\"$PWD/pids\", \"$PID`n\")\nsh daemon.sh\nsh child.sh\nStart-Sleep 100"));
        await().atMost(Duration.ofSeconds(60)).until(() -> hooks.pids("pids").size() == 3);
        hooks.stop.raise(Level.STOP);
        HookEnd ended = end.join();
        assertThat(ended.state()).isEqualTo(State.ABORTED);
        // it obeyed, nobody had to kill it
        assertThat(ended.exit().signal()).isEqualTo(15);
        assertThat(hooks.pids("pids")).hasSize(3).noneMatch(Hooks::runs);
    }
}
