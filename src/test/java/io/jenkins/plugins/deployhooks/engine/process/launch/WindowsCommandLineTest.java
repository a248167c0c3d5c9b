package io.jenkins.plugins.deployhooks.engine.process.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings.Shell;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.process.HookRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would be started on Windows; directories are those of the system that this runs on. */
class WindowsCommandLineTest {
    private static final Path FILE = Path.of("script");
    private static final String LAST = "\n;$deployHookDone = $?\n";

    @TempDir
    Path temporary;

    private Path root;
    private Path bin;

    @BeforeEach
    void tools() throws IOException {
        root = Files.createDirectories(temporary.resolve("root"));
        bin = Files.createDirectories(temporary.resolve("bin"));
        for (String tool : List.of("sh.exe", "pwsh.exe", "powershell.exe", "python3.exe", "tool.cmd", "ksh")) {
            Files.createFile(bin.resolve(tool));
        }
    }

    @Test
    void aBatchTextIsAFileThatIsStartedByItself() throws Exception {
        Launch launch = command("bat", "echo a\necho b\r\n");
        assertThat(launch.arguments(FILE)).containsExactly("script");
        assertThat(launch.text()).isEqualTo(new Launch.Text("echo a\r\necho b\r\n", ".bat"));
    }

    @Test
    void powerShellMayReadItsFileAndEndsAsItsLastCommandDoes() throws Exception {
        Launch launch = command("pwsh", "npm ci");
        assertThat(launch.arguments(FILE)).isEqualTo(powerShell("pwsh"));
        assertThat(launch.text().content()).startsWith("npm ci" + LAST).contains("$LASTEXITCODE", "exit 1");
        assertThat(command("powershell", "a").text().content()).startsWith("\ufeffa" + LAST);
    }

    @Test
    void aFileIsReadByWhoeverItsNameSays() throws Exception {
        String quoted = "& '" + write("it's ü.ps1").toString().replace("'", "''") + "'" + LAST;
        Launch launch = file("sh", "it's ü.ps1");
        assertThat(launch.program()).startsWith(bin + "/powershell.exe").endsWith("-File");
        assertThat(launch.text().content()).startsWith("\ufeff" + quoted);
        assertThat(file("pwsh", "it's ü.ps1").text().content()).startsWith(quoted);
        for (String name : List.of("a.bat", "b.CMD", "c.exe")) {
            assertThat(file(null, name).arguments(null))
                    .containsExactly(write(name).toString());
        }
        assertThat(file("bat", "a.bat").arguments(null))
                .containsExactly(write("a.bat").toString());
        assertThat(file("sh", "x.sh").arguments(null))
                .containsExactly(bin + "/sh.exe", write("x.sh").toString());
        Files.writeString(root.resolve("x.py"), "#!/usr/bin/env -S python3 -u\nprint(1)\n");
        assertThat(CommandLine.of(run("sh", Script.file("x.py")), machine()).arguments(null))
                .containsExactly(
                        bin + "/python3.exe", "-u", root.resolve("x.py").toString());
    }

    @Test
    void whatNobodyCanReadIsRefusedBeforeAWindowAsksWhatToDo() throws Exception {
        Files.write(root.resolve("data.bin"), new byte[] {0, 1});
        refused("sh", Script.file("data.bin"), "'data.bin' is no program for Windows");
    }

    @Test
    void interpretersOfOtherSystemsAreLookedUpByTheirNames() throws Exception {
        assertThat(command("sh", "#!/bin/sh -e\ntrue").arguments(FILE))
                .containsExactly(bin + "/sh.exe", "-e", "script");
        assertThat(command("#!/usr/bin/env python3", "print(1)").arguments(FILE))
                .containsExactly(bin + "/python3.exe", "script");
    }

    @Test
    @Requirement("S9")
    void programsAreFoundOnPathAloneWithTheEndingsOfWindows() throws Exception {
        Files.createFile(root.resolve("bash.exe"));
        Files.createFile(bin.resolve("none.txt"));
        assertThat(command("#!tool", "x").program()).containsExactly(bin + "/tool.cmd");
        refused("bash", Script.command("true"), "'bash' not found on agent w. PATH is \"" + bin + "\";");
        refused("ksh", Script.command("true"), "'ksh' not found on agent w");
        refused("#!none", Script.command("true"), "'none' not found");
    }

    @Test
    void aShebangOfPowerShellIsReadAsItsNameIs() throws Exception {
        for (String shebang : List.of("#!/usr/bin/env powershell", "#!powershell")) {
            Launch launch = command("sh", shebang + "\nexit 7");
            assertThat(launch.arguments(FILE)).as(shebang).isEqualTo(powerShell("powershell"));
            assertThat(launch.text().content()).startsWith("\ufeff" + shebang);
        }
    }

    /** The call of a script by {@code program}, found on the path. */
    private List<String> powerShell(String program) {
        return List.of(
                bin + "/" + program + ".exe",
                "-ExecutionPolicy",
                "Bypass",
                "-NoProfile",
                "-NonInteractive",
                "-File",
                "script");
    }

    private void refused(String shell, Script script, String message) {
        assertThatExceptionOfType(CannotLaunch.class)
                .isThrownBy(() -> CommandLine.of(run(shell, script), machine()))
                .withMessageContaining(message);
    }

    private Launch command(String shell, String text) throws CannotLaunch {
        return CommandLine.of(run(shell, Script.command(text)), machine());
    }

    private Launch file(String shell, String name) throws Exception {
        write(name);
        return CommandLine.of(run(shell, Script.file(name)), machine());
    }

    private Path write(String name) throws IOException {
        return Files.writeString(root.resolve(name), "x\n");
    }

    private static Machine machine() {
        return new Machine("w", true);
    }

    private HookRun run(String shell, Script script) {
        HookSettings none = HookSettings.UNSET;
        HookSettings settings =
                new HookSettings(new Shell(shell, null, null), none.limits(), none.retries(), none.onFailure());
        HookRun.Place place =
                new HookRun.Place(root, root, Map.of("Path", "\"" + bin + "\";.", "PATHEXT", ".COM;.EXE;.CMD"));
        return new HookRun("e/h", script, settings, place, new HookRun.Output(root, HookRun.Listener.NONE));
    }
}
