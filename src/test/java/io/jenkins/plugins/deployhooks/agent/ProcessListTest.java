package io.jenkins.plugins.deployhooks.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.deployhooks.engine.process.stop.ProcessEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProcessListTest {
    private static final List<String> LINES = List.of(
            "supervisor 10",
            "hook 13",
            "alive",
            "marks",
            "20/environ",
            "lr-x------ 1 root root 64 Nov 22 03:48 12/fd/0 -> pipe:[77]",
            "l-wx------ 1 root root 64 Nov 22 03:48 21/fd/1 -> pipe:[77]",
            "l-wx------ 1 root root 64 Nov 22 03:48 22/fd/2 -> pipe:[78]",
            stat(10, "sh", 1),
            stat(11, "sh", 10),
            stat(12, "cat", 10),
            stat(13, "my (odd) name", 11),
            stat(20, "a", 1),
            stat(21, "b", 1),
            stat(22, "c", 1),
            "calm",
            "done");

    @Test
    void marksAreTheCookieAndThePipeOfTheCopier() {
        ProcessList list = new ProcessList(LINES);

        assertThat(list.isWhole()).isTrue();
        assertThat(list.isCalm()).isTrue();
        assertThat(list.isSupervised()).isTrue();
        assertThat(list.hook()).isEqualTo(13);
        assertThat(list.entries())
                .filteredOn(list::isMarked)
                .extracting(ProcessEntry::pid)
                .containsExactly(20L, 21L);
    }

    @Test
    void aListThatBreaksOffOrChangesIsKnownAsSuch() {
        assertThat(new ProcessList(LINES.subList(0, LINES.size() - 1)).isWhole())
                .isFalse();
        assertThat(new ProcessList(List.of("marks", "done")).isCalm()).isFalse();
    }

    /** A look that is never sure is repeated for nothing at the end of each stop. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aLookBesideWhichNothingIsBornIsCalm(@TempDir Path directory) throws Exception {
        Path script = Path.of("src/main/resources/io/jenkins/plugins/deployhooks/agent/remote/processes.sh");
        List<String> look = List.of("sh", script.toString(), "look", directory.toString(), "nobody");
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            Process process = new ProcessBuilder(look).start();
            ProcessList list = new ProcessList(process.inputReader().lines().toList());
            assertThat(list.isWhole()).isTrue();
            assertThat(list.hasMarks()).isTrue();
            return list.isCalm();
        });
    }

    @Test
    void linesThatAreNoneOfOursAreLeftOut() {
        ProcessList list = new ProcessList(List.of("supervisor x", "garbage", "12 (sh", "ended", "done"));

        assertThat(list.entries()).isEmpty();
        assertThat(list.supervisor()).isZero();
        assertThat(list.isEnded()).isTrue();
    }

    private static String stat(long pid, String name, long parent) {
        return pid + " (" + name + ") S " + parent + " " + pid + " " + pid + " 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 "
                + (1000 + pid) + " 0 0";
    }
}
