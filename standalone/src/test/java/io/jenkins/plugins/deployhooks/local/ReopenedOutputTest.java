package io.jenkins.plugins.deployhooks.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd.State;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hooks that open their output anew, which empties a file, and hooks that leave it open. */
@Timeout(300)
class ReopenedOutputTest {
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    @TempDir
    Path temporary;

    private Hooks hooks;

    @BeforeEach
    void repository() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/fd")), "needs /proc");
        hooks = new Hooks(temporary);
    }

    @AfterEach
    void leaveNothing() throws IOException {
        hooks.pids("pids").forEach(Hooks::kill);
        await().atMost(PATIENCE).until(() -> copiers().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo two > /dev/stderr",
                "echo two > /dev/stdout",
                "echo two > /proc/self/fd/2",
                "echo two >> /dev/stdout",
                "echo two | tee /dev/stderr > /dev/null",
                "echo two | tee /dev/stderr | cat > copy; cat copy > /dev/null",
                "printf 'two\\n' | dd of=/dev/stderr status=none",
                ": > /dev/stdout; : > /dev/stderr; echo two",
                "exec 3> /dev/stderr; echo two >&3; exec 3>&-",
                "exec > /dev/stderr 2> /dev/stdout; echo two",
                "bash -c 'echo two | tee >(cat > /dev/stderr; touch done) > /dev/null; until [ -e done ]; do sleep 0.05; done'",
                "perl -e 'open(F, \">\", \"/dev/stderr\") or die; print F \"two\\n\"'"
            })
    @Requirement({"S61", "S62"})
    void openingItAnewLosesNothing(String text) {
        HookEnd end = hooks.command("echo one\n" + text + "\necho three");
        assertThat(end.state()).isEqualTo(State.OK);
        assertThat(hooks.logged()).startsWith("[").contains("Launching command");
        assertThat(hooks.output()).isEqualTo("one\ntwo\nthree\n");
        assertThat(hooks.heard()).isEqualTo(hooks.output());
        assertThat(end.output().tail()).containsExactly("one", "two", "three");
        assertThat(end.output().notes()).isEmpty();
    }

    @Test
    @Requirement("S61")
    void manyLinesOfBothKindsStayInOrder() {
        String expected =
                IntStream.range(0, 3000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
        HookEnd end = hooks.command("i=0; while [ $i -lt 3000 ]; do echo line $i > /dev/stderr; i=$((i+1));"
                + " echo line $i; i=$((i+1)); done");
        assertThat(end.state()).isEqualTo(State.OK);
        assertThat(hooks.output()).isEqualTo(expected);
        assertThat(hooks.heard()).isEqualTo(expected);
    }

    @Test
    void itLooksLikeAPipeToTheHook() {
        HookEnd end = hooks.command("test -p /dev/stdout && test -p /proc/self/fd/2 && readlink /proc/self/fd/1");
        assertThat(end.state()).isEqualTo(State.OK);
        assertThat(hooks.output()).matches("pipe:\\[\\d+]\n");
    }

    @Test
    @Requirement("S38")
    void aHookThatReadsItsOwnOutputIsStoppedByItsTimeout() {
        // it reads what it wrote, and nobody else will write
        HookEnd end = hooks.timeout(Duration.ofMillis(300)).command("cat /proc/self/fd/1");
        assertThat(end.state()).isEqualTo(State.TIMED_OUT);
        assertThat(hooks.logged()).contains("Launching command");
    }

    @Test
    @Requirement("S38")
    void whoTalksThroughDevStderrIsNotSilent() {
        HookEnd end = hooks.quietFor(Duration.ofMillis(2500))
                .command("for i in 1 2 3 4 5 6 7 8 9 10; do echo $i > /dev/stderr; sleep 0.3; done");
        assertThat(end.reason()).isEmpty();
        assertThat(end.state()).isEqualTo(State.OK);
        assertThat(hooks.heard()).isEqualTo("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n");
    }

    @Test
    @Requirement("S61")
    void aBackgroundChildWritesToTheLogAfterTheEnd() throws IOException {
        HookEnd end = hooks.command("sh -c 'echo $$ >> pids; while ! [ -e go ]; do sleep 0.02; done; echo late;"
                + " echo later > /dev/stderr; exec sleep 100' &\n"
                + "while ! [ -s pids ]; do sleep 0.01; done; echo now; echo up > /dev/stderr");
        assertThat(end.state()).isEqualTo(State.OK);
        assertThat(end.duration()).isLessThan(Duration.ofSeconds(90));
        assertThat(hooks.output()).isEqualTo("now\nup\n");
        assertThat(hooks.heard()).isEqualTo("now\nup\n");
        assertThat(end.output().notes())
                .singleElement()
                .asString()
                .contains("background")
                .doesNotContain("(cat)");
        Files.createFile(hooks.root.resolve("go"));
        await().atMost(PATIENCE).until(() -> hooks.output().equals("now\nup\nlate\nlater\n"));
        assertThat(hooks.heard()).isEqualTo("now\nup\n");
    }

    @Test
    @Requirement("S61")
    void aBackgroundChildThatNeverPausesIsNotWaitedFor() throws IOException {
        hooks.write("chatter", "echo $$ >> pids\nwhile :; do echo chatter; done", "rw-r--r--");
        HookEnd end = hooks.command("sh chatter &\nwhile ! [ -s pids ]; do sleep 0.01; done; echo mine; exit 3");
        assertThat(end.exit().code()).isEqualTo(3);
        assertThat(hooks.heard()).contains("mine\n");
        assertThat(end.output().notes()).singleElement().asString().contains("background");
    }

    @Test
    @Requirement("S61")
    void lastWordsOfAStoppedHookAreInTheLog() {
        // not so short that a busy machine could take all of it
        hooks.timeout(Duration.ofSeconds(2));
        HookEnd end =
                hooks.command("trap 'echo bye > /dev/stderr; exit 1' TERM; echo up; while :; do sleep 0.05; done");
        assertThat(end.state()).isEqualTo(State.TIMED_OUT);
        // between them, some shells tell of the signal
        assertThat(hooks.output()).startsWith("up\n").endsWith("bye\n");
        assertThat(hooks.heard()).isEqualTo(hooks.output());
        assertThat(end.output().notes()).isEmpty();
    }

    @Test
    void nothingIsLeftOpenWithBackgroundChildren() throws IOException {
        hooks.command("true");
        int before = descriptors();
        for (int i = 0; i < 400; i++) {
            HookEnd end = hooks.command(i % 8 == 0 ? "sleep 1000 & echo $! >> pids" : "echo " + i);
            assertThat(end.state()).isEqualTo(State.OK);
        }
        assertThat(descriptors()).isLessThanOrEqualTo(before + 3);
        assertThat(copiers()).hasSize(50);
    }

    private static int descriptors() {
        String[] names = new File("/proc/self/fd").list();
        return names == null ? 0 : names.length;
    }

    /** Our children that copy to the log. */
    private List<Long> copiers() {
        try (Stream<ProcessHandle> children = ProcessHandle.current().children()) {
            return children.map(ProcessHandle::pid).filter(this::writesToLog).toList();
        }
    }

    private boolean writesToLog(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/fd/1")).equals(hooks.log.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }
}
