package io.jenkins.plugins.deployhooks.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.process.ExitExplanation.Disk;
import io.jenkins.plugins.deployhooks.engine.process.ExitExplanation.Surroundings;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd.Exit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExitExplanationTest {
    private static final Surroundings ROOM = new Surroundings("web-1", List.of(new Disk("/ (ext4)", 5L << 30)));

    @Test
    @Requirement("S9")
    void notFound() {
        assertThat(of(127, "script-x: 1: zip: not found"))
                .contains("127", "interpreter or command not found on agent web-1", "zip: not found", "PATH");
        assertThat(of(127, "script-x: 1: zip: not found")).doesNotContain("./");
        assertThat(of(127, "script-x: 1: stop.sh: not found")).contains("write ./stop.sh.");
        assertThat(of(127, "script-x: line 1: up.py: command not found")).contains("write ./up.py.");
        assertThat(of(127, "script-x: 1: ci/up.py: not found")).doesNotContain("write ./");
        assertThat(of(127, "env: 'python3\\r': No such file or directory")).contains("CRLF", "sed -i");
        assertThat(of(127)).contains("interpreter or command not found on agent web-1");
    }

    @Test
    @Requirement("S9")
    void notExecutable() {
        assertThat(of(126, "x: Permission denied")).contains("chmod +x", "git update-index", "noexec");
        assertThat(of(126, "x: cannot execute binary file: Exec format error")).contains("another kind of machine");
    }

    @Test
    void signals() {
        assertThat(of(137)).contains("SIGKILL", "exit code 137", "memory");
        assertThat(of(143)).contains("SIGTERM", "outside of the deployment");
        assertThat(of(128 + 13)).contains("SIGPIPE");
        assertThat(of(255)).isEqualTo("Exit code 255.");
        assertThat(of(128)).isEqualTo("Exit code 128.");
        assertThat(ExitExplanation.of(Exit.NONE, List.of(), ROOM)).isNotBlank();
        assertThat(SignalName.of(40)).isEqualTo("signal 40");
    }

    @Test
    @Requirement("S45")
    void noSpaceLeft() {
        assertThat(of(1, "cp: error writing 'x': No space left on device"))
                .contains("Exit code 1.", "No space left on device on agent web-1", "/ (ext4) 5.0 GiB free", "df -i");
        Surroundings full = new Surroundings("web-1", List.of(new Disk("/tmp (tmpfs)", 0), new Disk("/", 5L << 30)));
        assertThat(ExitExplanation.of(new Exit(1, null), List.of(), full))
                .contains("No space left on device", "/tmp (tmpfs) 0 bytes free")
                .doesNotContain("5.0");
        assertThat(ExitExplanation.ofFault("x: No space left on device", ROOM)).contains("x: ", "5.0 GiB free");
        assertThat(ExitExplanation.ofFault("Is a directory", ROOM)).isEqualTo("Is a directory");
    }

    @Test
    void statusesOfWindows() {
        assertThat(of(9009)).startsWith("Exit code 9009: command not found, says cmd on agent web-1.");
        assertThat(of(-1073741819)).isEqualTo("Exit code -1073741819 (0xC0000005).");
        assertThat(of(3)).isEqualTo("Exit code 3.");
    }

    @Test
    void environmentTooLarge() {
        assertThat(ExitExplanation.ofEnvironment(Map.of("A", "x", "BIG", "ü".repeat(100))))
                .contains("BIG (200 bytes)", "A (1 bytes)");
    }

    private static String of(int status, String... tail) {
        return ExitExplanation.of(Exit.ofStatus(status), List.of(tail), ROOM);
    }
}
