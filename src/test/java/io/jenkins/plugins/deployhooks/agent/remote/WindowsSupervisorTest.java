package io.jenkins.plugins.deployhooks.agent.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the batch files say. What they do, {@link SupervisorOnWindowsTest} tries where there is a Windows. */
class WindowsSupervisorTest {
    private static final List<String> FILES = List.of("supervisor.bat", "run.bat", "hook.bat");

    @TempDir
    private Path parent;

    @Test
    void theBatchFilesAreAsciiAndTheSameWhateverThePaths() throws Exception {
        Path strange = Files.createDirectory(parent.resolve("ä & 100% (x)@tmp"));
        Path plain = Files.createDirectory(parent.resolve("ws@tmp"));
        for (Path directory : List.of(strange, plain)) {
            program(directory, "ü%PATH%.bat");
        }
        for (String file : FILES) {
            byte[] bytes = Files.readAllBytes(strange.resolve(file));
            assertThat(bytes).isEqualTo(Files.readAllBytes(plain.resolve(file)));
            assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(new String(bytes, StandardCharsets.UTF_8)))
                    .isTrue();
            assertThat(new String(bytes, StandardCharsets.US_ASCII).replace("\r\n", ""))
                    .doesNotContain("\n", "\r");
        }
    }

    @Test
    void pathsAndWordsTravelAsVariables() throws Exception {
        Prepared.Program program = program(parent, "C:\\R&D ü\\100%\\x.bat", "-File", "a^b", "C:\\plain-1\\y_z.ps1");

        assertThat(program.env())
                .containsOnly(
                        Map.entry("DEPLOY_HOOK_DIRECTORY", parent.toString()),
                        Map.entry(
                                "DEPLOY_HOOK_COMMAND",
                                "\"C:\\R&D ü\\100%\\x.bat\" -File \"a^b\" C:\\plain-1\\y_z.ps1"));
        assertThat(program.env().keySet()).allMatch(name -> name.startsWith(Prepared.Program.OWN));
    }

    @Test
    void thePathOfTheSupervisorSurvivesBlanksAndTheSignOfTemporaryDirectories() {
        assertThat(WindowsSupervisor.start("C:\\my jobs@tmp\\supervisor.bat"))
                .containsExactly("cmd", "/d", "/s", "/c", "\"\"C:\\my jobs@tmp\\supervisor.bat\"\"");
    }

    @Test
    void aHookThatExitsEndsAProcessOfItsOwn() throws Exception {
        program(parent, "x.bat");

        List<String> lines = Files.readAllLines(parent.resolve("supervisor.bat"));
        assertThat(lines.indexOf("mkdir \"%~dp0started\"")).isEqualTo(1);
        assertThat(lines.get(2)).isEqualTo("if errorlevel 1 exit /b 0");
        assertThat(lines).contains("cmd /d /c .\\run.bat >>output 2>&1 <nul");
        assertThat(lines.get(lines.size() - 1))
                .contains("\"%~dp0ended.%ERRORLEVEL%\"")
                .endsWith("& exit 0");
        assertThat(Files.readAllLines(parent.resolve("hook.bat")).get(3)).isEqualTo("@%DEPLOY_HOOK_COMMAND%");
    }

    private Prepared.Program program(Path control, String... words) throws IOException {
        return WindowsSupervisor.program(new ControlFiles(control), parent, List.of(words));
    }
}
