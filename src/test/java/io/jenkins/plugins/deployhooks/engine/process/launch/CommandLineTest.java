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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
    private static final Path FILE = Path.of("/private/script");

    @TempDir
    Path temporary;

    private Path root;
    private Path bin;
    private String dir = "";
    private Shell shell = new Shell("sh", false, false);

    @BeforeEach
    void tools() throws IOException {
        root = Files.createDirectories(temporary.resolve("root"));
        bin = Files.createDirectories(temporary.resolve("bin"));
        for (String tool : List.of("sh", "bash", "pwsh", "perl", "env")) {
            executable(bin.resolve(tool), "#!/bin/sh\n");
        }
    }

    @Test
    @Requirement({"S51", "S52"})
    void aTextGoesUnchangedIntoAFileForTheShell() throws Exception {
        String text = "set -e\n  echo 'it''s' \"$A\"\\\n\n";
        Launch launch = command(text);
        assertThat(launch.arguments(FILE)).containsExactly(bin + "/sh", "/private/script");
        assertThat(launch.text()).isEqualTo(new Launch.Text(text, ""));
        assertThat(launch.display()).isEqualTo("set -e … (2 lines)");
    }

    @Test
    @Requirement("X8")
    void optionsOnlyOnDemand() throws Exception {
        shell = new Shell("bash", true, true);
        assertThat(command("true").arguments(FILE)).containsExactly(bin + "/bash", "-e", "-x", "/private/script");
        shell = new Shell("#!/usr/bin/env perl -w", true, false);
        Launch perl = command("print 1");
        assertThat(perl.arguments(FILE)).endsWith("perl -w", "/private/script");
        assertThat(perl.notes()).singleElement().asString().contains("no POSIX shell");
    }

    @Test
    void otherInterpreters() throws Exception {
        shell = new Shell("pwsh", null, null);
        Launch launch = command("Write-Output ./a");
        assertThat(launch.arguments(FILE))
                .containsExactly(bin + "/pwsh", "-NoProfile", "-NonInteractive", "-File", "/private/script");
        assertThat(launch.text().extension()).isEqualTo(".ps1");
        assertThat(command("#!/usr/bin/env perl\nprint 1").arguments(FILE))
                .containsExactly("/usr/bin/env", "perl", "/private/script");
    }

    @Test
    @Requirement("S9")
    void anUnknownInterpreterIsNamedWithTheAgent() {
        shell = new Shell("ksh", null, null);
        assertThatExceptionOfType(CannotLaunch.class)
                .isThrownBy(() -> command("true"))
                .withMessageContaining("'ksh' not found on agent agent-7")
                .withMessageContaining(bin.toString())
                .matches(e -> e.status() == 127);
    }

    @Test
    @Requirement({"S6", "D17"})
    void pathsOfCommandsAreFoundInTheDirectoryAndThenInTheRoot() throws Exception {
        Path inRoot = executable(root.resolve("ci/x.sh"), "#!/bin/sh\n");
        Files.createDirectories(root.resolve("app"));
        dir = "app";
        assertThat(command("./ci/x.sh").arguments(null)).containsExactly(inRoot.toString());
        assertThat(command("ci/x.sh").display()).isEqualTo("ci/x.sh");
        Launch withArguments = command("./ci/x.sh \"$A\" ci/x.sh");
        assertThat(withArguments.text().content()).isEqualTo("'" + inRoot + "' \"$A\" ci/x.sh");
        assertThat(withArguments.display()).isEqualTo("./ci/x.sh \"$A\" ci/x.sh");

        Path inApp = executable(root.resolve("app/ci/x.sh"), "#!/bin/sh\n");
        assertThat(command("./ci/x.sh").arguments(null)).containsExactly(inApp.toString());
        assertThat(command("./ci/x.sh a").text().content()).isEqualTo("./ci/x.sh a");
        assertThat(of(Script.file("ci/x.sh")).arguments(null)).containsExactly(inRoot.toString());
    }

    @Test
    @Requirement("S6")
    void aFileRunsByItselfOrByTheShellThatWasNamed() throws Exception {
        Path file = executable(root.resolve("x.py"), "#!/usr/bin/env perl\n");
        assertThat(of(Script.file("x.py")).arguments(null)).containsExactly(file.toString());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        shell = new Shell("bash", true, false);
        Launch launch = of(Script.file("./x.py"));
        assertThat(launch.arguments(null)).containsExactly(bin + "/bash", "-e", file.toString());
        assertThat(launch.display()).isEqualTo("bash ./x.py");
        assertThat(launch.text()).isNull();
    }

    @Test
    @Requirement("S6")
    void powerShellReadsAFileOfAnyNameAndCallsOneOfItsOwn() throws Exception {
        shell = new Shell("pwsh", null, null);
        Path plain = Files.writeString(root.resolve("x"), "exit 3\n");
        Launch read = of(Script.file("x"));
        assertThat(read.arguments(null))
                .containsExactly(bin + "/pwsh", "-NoProfile", "-NonInteractive", "-File", plain.toString());
        assertThat(read.text()).isNull();

        Path own = Files.writeString(root.resolve("x.ps1"), "exit 3\n");
        Launch called = of(Script.file("x.ps1"));
        assertThat(called.arguments(FILE))
                .containsExactly(bin + "/pwsh", "-NoProfile", "-NonInteractive", "-File", FILE.toString());
        assertThat(called.text().content()).startsWith("& '" + own + "'\n");
        assertThat(called.text().extension()).isEqualTo(".ps1");
    }

    @Test
    @Requirement({"S6", "S7"})
    void aFileThatNamesPowerShellItselfIsCalledToo() throws Exception {
        Path own = executable(root.resolve("it's.ps1"), "#!/usr/bin/env pwsh\nexit 3\n");
        Launch called = of(Script.file("it's.ps1"));
        assertThat(called.arguments(FILE)).containsExactly("/usr/bin/env", "pwsh", FILE.toString());
        assertThat(called.text().content())
                .startsWith("& '" + own.toString().replace("'", "''") + "'\n;")
                .contains("$LASTEXITCODE");
        assertThat(called.display()).isEqualTo("it's.ps1");
        // PowerShell would not call it but start it as another program
        Path plain = executable(root.resolve("x"), "#!/usr/bin/env pwsh\nexit 3\n");
        assertThat(of(Script.file("x")).arguments(null)).containsExactly(plain.toString());
    }

    @Test
    void aFileKeepsItsOwnShellWithErrexit() throws Exception {
        Path file = executable(root.resolve("x.sh"), "#!/usr/bin/env bash\n");
        shell = new Shell("sh", true, false);
        assertThat(of(Script.file("x.sh")).arguments(null))
                .containsExactly("/usr/bin/env", "bash", "-e", file.toString());
    }

    @Test
    @Requirement("S6")
    void nothingOutsideOfTheRepository() throws Exception {
        executable(temporary.resolve("outside.sh"), "#!/bin/sh\n");
        Files.createSymbolicLink(root.resolve("link.sh"), temporary.resolve("outside.sh"));
        refused(Script.file("../outside.sh"), "outside of the repository");
        refused(Script.file(temporary.resolve("outside.sh").toString()), "outside of the repository");
        refused(Script.file("link.sh"), "outside of the repository");
        refused(Script.command("./link.sh"), "outside of the repository");
        // as .venv/bin/python is: the shell may run it, so it is not refused
        assertThat(command("./link.sh manage.py").text().content()).isEqualTo("./link.sh manage.py");
        Files.createSymbolicLink(root.resolve("elsewhere"), temporary);
        dir = "elsewhere";
        refused(Script.command("true"), "outside of the repository");
    }

    @Test
    @Requirement("S7")
    void missingFilesAndLinksToNothing() throws Exception {
        refused(Script.file("none.sh"), "'none.sh' not found in " + root);
        refused(Script.command("./none.sh --x"), "git ls-files none.sh");
        Files.createSymbolicLink(root.resolve("dangling.sh"), Path.of("gone"));
        refused(Script.file("dangling.sh"), "link to a file that does not exist");
        refused(Script.file("a\0b"), "is no path");
    }

    private void refused(Script script, String message) {
        assertThatExceptionOfType(CannotLaunch.class)
                .isThrownBy(() -> of(script))
                .withMessageContaining(message);
    }

    private Launch command(String text) throws CannotLaunch {
        return of(Script.command(text));
    }

    private Launch of(Script script) throws CannotLaunch {
        return CommandLine.of(run(script), new Machine("agent-7", false));
    }

    private HookRun run(Script script) {
        HookSettings weakest = HookSettings.UNSET;
        HookSettings settings = new HookSettings(shell, weakest.limits(), weakest.retries(), null);
        HookRun.Place place = new HookRun.Place(root, root.resolve(dir), Map.of("PATH", bin.toString()));
        return new HookRun("e/h", script, settings, place, new HookRun.Output(root, HookRun.Listener.NONE));
    }

    private static Path executable(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
