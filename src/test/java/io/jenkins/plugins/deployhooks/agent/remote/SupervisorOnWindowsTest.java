package io.jenkins.plugins.deployhooks.agent.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The batch files, run by the system's own cmd. The POM leaves tests with such a name out elsewhere. */
@EnabledOnOs(OS.WINDOWS)
class SupervisorOnWindowsTest {
    @TempDir
    private Path parent;

    private Path workspace;
    private ControlFiles files;

    @BeforeEach
    void makeDirectories() throws IOException {
        workspace = Files.createDirectory(parent.resolve("my job (ä) & 100%"));
        files = new ControlFiles(parent.resolve("my job (ä) & 100%@tmp").resolve("deploy-hook-1"));
        files.make(true);
    }

    @Test
    void theStatusIsTheHooksHoweverItEnds() throws Exception {
        assertThat(statusOf("exit 3")).isEqualTo(3);
        assertThat(statusOf("exit /b 3")).isEqualTo(3);
        assertThat(statusOf("cmd /c exit 5 || exit /b 4")).isEqualTo(4);
        assertThat(statusOf("cmd /c exit 6")).isEqualTo(6);
        assertThat(statusOf("exit /b -1073741510")).isEqualTo(-1073741510);
        assertThat(statusOf("nosuchprogram")).isEqualTo(9009);
        assertThat(statusOf("set ERRORLEVEL=9", "cmd /c exit 7")).isEqualTo(7);
        assertThat(statusOf("call \"%~dp0called.bat\"", "echo not reached")).isEqualTo(8);
        assertThat(statusOf("ver")).isZero();
    }

    @Test
    void bothStreamsAreInTheOutputAndNothingIsReadFromAnybody() throws Exception {
        assertThat(statusOf("@echo out", "@echo err>&2", "@set /p X=", "@echo [%X%]", "@cd"))
                .isZero();
        assertThat(Files.readString(files.output(), StandardCharsets.ISO_8859_1).lines())
                .startsWith("out", "err", "[]");
    }

    @Test
    @Requirement("S56")
    void aSecondStartRunsNothing() throws Exception {
        List<String> hook = List.of(script("echo once", "exit 3"));
        assertThat(run(hook)).isEqualTo(3);
        String output = Files.readString(files.output(), StandardCharsets.ISO_8859_1);
        assertThat(run(hook)).isEqualTo(3);
        assertThat(Files.readString(files.output(), StandardCharsets.ISO_8859_1))
                .isEqualTo(output);
    }

    private int statusOf(String... lines) throws Exception {
        for (String left : List.of("started", "ended.0", "output")) {
            Files.deleteIfExists(files.file(left));
        }
        ControlFiles.Status before = files.status();
        if (before != null) {
            Files.delete(files.file("ended." + before.code()));
        }
        return run(List.of(script(lines)));
    }

    private String script(String... lines) throws IOException {
        Files.writeString(workspace.resolve("called.bat"), "@exit 8\r\n");
        Path script = workspace.resolve("a&b ö.bat");
        Files.writeString(script, String.join("\r\n", lines) + "\r\n");
        return script.toString();
    }

    private int run(List<String> hook) throws Exception {
        Prepared.Program program = WindowsSupervisor.program(files, workspace, hook);
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(program.words())).redirectErrorStream(true);
        Map<String, String> env = builder.environment();
        env.putAll(program.env());
        env.put("ERRORLEVEL", "42");
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        ControlFiles.Status status = files.status();
        assertThat(status).isNotNull();
        return status.code();
    }
}
