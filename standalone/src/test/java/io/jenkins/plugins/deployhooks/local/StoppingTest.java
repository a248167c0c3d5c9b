package io.jenkins.plugins.deployhooks.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings.Shell;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd.State;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest.Level;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes; each writes its pid to the file {@code pids}, by which it is killed at last, whatever happened. */
@Timeout(180)
class StoppingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    @TempDir
    Path temporary;

    private Hooks hooks;

    @BeforeEach
    void repository() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/stat")), "finding all processes of a hook needs /proc");
        hooks = new Hooks(temporary);
    }

    @AfterEach
    void leaveNothing() throws IOException {
        hooks.pids("pids").forEach(Hooks::kill);
    }

    @Test
    @Requirement({"S38", "S37"})
    void aTrapSeesTermAndMayCleanUp() throws IOException {
        hooks.grace(Duration.ofSeconds(100));
        HookEnd end = timedOutAfterStart(
                300,
                1,
                "trap 'sleep 0.3; echo cleaned up; exit 7' TERM\necho $$ >> pids\n" + "while :; do sleep 0.05; done");
        assertTimedOut(end);
        assertThat(hooks.output()).contains("cleaned up");
        assertThat(hooks.heard()).isEqualTo(hooks.output());
        assertThat(end.exit().code()).isEqualTo(7);
        assertThat(end.duration()).as("the grace is not used up").isLessThan(Duration.ofSeconds(90));
    }

    @Test
    @Requirement({"S38", "W5"})
    void whoIgnoresTermIsKilledAfterTheGrace() throws IOException {
        hooks.grace(Duration.ofMillis(700));
        HookEnd end = timedOutAfterStart(200, 1, "trap '' TERM; echo $$ >> pids; while :; do sleep 0.05; done");
        assertTimedOut(end);
        assertThat(end.reason()).contains("not finished after ", "SIGKILL", "timeout");
        assertThat(end.exit().signal()).isEqualTo(9);
        assertThat(end.duration()).isBetween(Duration.ofMillis(900), Duration.ofSeconds(60));
    }

    @Test
    @Requirement({"S38", "W1", "W4"})
    void aChildInASessionOfItsOwnDies() throws Exception {
        stoppedAfterStart("setsid sh -c 'trap \"\" TERM; echo $$ >> pids; sleep 100; sleep 100' &\nsleep 100", 1);
    }

    @Test
    @Requirement("S38")
    void aDaemonOfADoubleForkDies() throws Exception {
        stoppedAfterStart(
                "( setsid sh -c 'echo $$ >> pids; exec sleep 100' </dev/null >/dev/null 2>&1 & )\n"
                        + "echo $$ >> pids; sleep 100",
                2);
    }

    @Test
    @Requirement("S38")
    void aChildWithAnEmptiedEnvironmentAndSessionDies() throws Exception {
        stoppedAfterStart(
                "env -i /usr/bin/setsid /bin/sh -c 'echo $$ >> pids; exec /bin/sleep 100' >/dev/null 2>&1 &\nsleep 100",
                1);
    }

    @Test
    @Requirement("S38")
    void aDaemonWithAnEmptiedEnvironmentDiesByItsOutput() throws Exception {
        stoppedAfterStart(
                "( env -i /usr/bin/setsid /bin/sh -c 'echo $$ >> pids; exec /bin/sleep 100' & )\n"
                        + "echo $$ >> pids; sleep 100",
                2);
    }

    @Test
    @Requirement("S38")
    void aDaemonWithAnEmptiedEnvironmentAndAnotherOutputDiesIfItsParentLivedForAWhile() throws Exception {
        // twice as long as it takes at most until somebody looks again, unless a look takes very long
        stoppedAfterStart(
                "( env -i /usr/bin/setsid /bin/sh -c 'echo $$ >> pids; exec /bin/sleep 100' >/dev/null 2>&1 & sleep 4"
                        + " )\n"
                        + "echo $$ >> pids; sleep 100",
                2);
    }

    @Test
    @Requirement({"S38", "W7"})
    void aBackgroundChildThatKeepsTheOutputOpenDefeatsNoTimeout() throws IOException {
        HookEnd end = timedOutAfterStart(500, 2, "sh -c 'echo $$ >> pids; exec sleep 100' &\necho $$ >> pids\nwait");
        assertTimedOut(end);
        assertAllGone(2);
    }

    /**
     * Chains: each process starts the next one and ends, so no number lives for long; with setsid no session either. They
     * end by themselves one day, and tell it: machines have only so many numbers.
     */
    @ParameterizedTest
    @ValueSource(strings = {"./chain.sh", "setsid ./chain.sh"})
    @Requirement("S38")
    void aStormOfForksDies(String next) throws IOException {
        hooks.write(
                "chain.sh",
                "#!/bin/sh\n[ -e enough ] || [ $1 -gt 50000 ] && touch seen && exit\n" + next + " $(($1 + 1)) & exit\n",
                "rwxr-xr-x");
        hooks.timeout(Duration.ofMillis(400)).grace(Duration.ofMillis(100));
        try {
            HookEnd end = hooks.command("./chain.sh 0 & ./chain.sh 0 & ./chain.sh 0 &\necho $$ >> pids; sleep 100");
            assertTimedOut(end);
            assertThat(end.reason()).doesNotContain("NOT everything");
            assertThat(running()).isEmpty();
        } finally {
            // ends a chain that should have been ended, without a number to kill
            Files.createFile(hooks.root.resolve("enough"));
        }
        // of which it would tell
        await().during(Duration.ofSeconds(1)).until(() -> !Files.exists(hooks.root.resolve("seen")));
    }

    @Test
    @Requirement("S38")
    void aHookThatFallsSilentIsStopped() throws IOException {
        hooks.quietFor(Duration.ofSeconds(2));
        HookEnd end = hooks.command("echo $$ >> pids\nfor i in 1 2 3 4 5 6; do echo $i; sleep 0.4; done\nsleep 100");
        assertTimedOut(end);
        assertThat(end.reason()).contains("no output for 2s", "inactivityTimeout");
        assertThat(hooks.output()).isEqualTo("1\n2\n3\n4\n5\n6\n");
        assertThat(end.duration()).isGreaterThan(Duration.ofMillis(3900));
    }

    @Test
    void aSlowListenerDelaysNoTimeout() {
        hooks.timeout(Duration.ofSeconds(3)).grace(Duration.ZERO);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<HookEnd> end = CompletableFuture.supplyAsync(() -> new LocalHookRunner("here")
                .run(
                        hooks.hook(
                                Script.command("echo $$ >> pids; echo x; sleep 100"),
                                (bytes, length) -> awaitQuietly(release)),
                        hooks.stop));
        await().atMost(PATIENCE)
                .until(() -> hooks.pids("pids").size() == 1
                        && !Hooks.runs(hooks.pids("pids").get(0)));
        release.countDown();
        assertThat(end.join().state()).isEqualTo(State.TIMED_OUT);
    }

    @Test
    void aStopBeforeTheStartStartsNothing() {
        hooks.stop.raise(Level.STOP);
        HookEnd end = hooks.command("touch started");
        assertThat(end.state()).isEqualTo(State.ABORTED);
        assertThat(hooks.root.resolve("started")).doesNotExist();
        assertThat(hooks.log).doesNotExist();
    }

    @Test
    void aStopAsksFirst() throws Exception {
        CompletableFuture<HookEnd> end =
                background("trap 'echo asked; exit 3' TERM; echo $$ >> pids; while :; do sleep 0.05; done");
        awaitStarted(1);
        hooks.stop.raise(Level.STOP);
        assertThat(ended(end).state()).isEqualTo(State.ABORTED);
        assertThat(hooks.output()).contains("asked");
    }

    @Test
    void forceEndsTheGrace() throws Exception {
        hooks.timeout(Duration.ofSeconds(500)).grace(Duration.ofSeconds(500));
        CompletableFuture<HookEnd> end =
                background("trap 'echo asked' TERM; echo $$ >> pids; while :; do sleep 0.05; done");
        awaitStarted(1);
        hooks.stop.raise(Level.STOP);
        await().atMost(PATIENCE).until(() -> hooks.output().contains("asked"));
        assertThat(end).isNotDone();
        hooks.stop.raise(Level.FORCE);
        HookEnd ended = ended(end);
        assertThat(ended.state()).isEqualTo(State.ABORTED);
        assertThat(ended.exit().signal()).isEqualTo(9);
        assertAllGone(1);
    }

    @Test
    void aStopAtTheMomentOfTheEndIsEitherOfTheTwo() throws Exception {
        for (int i = 0; i < 30; i++) {
            Hooks one = new Hooks(Files.createDirectories(temporary.resolve("round" + i)));
            CompletableFuture<HookEnd> end = CompletableFuture.supplyAsync(() -> one.command("touch ended; exit 5"));
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> Files.exists(one.root.resolve("ended")));
            one.stop.raise(i % 2 == 0 ? Level.STOP : Level.FORCE);
            HookEnd ended = ended(end);
            if (ended.state() == State.FAILED) {
                assertThat(ended.exit().code()).isEqualTo(5);
            } else {
                assertThat(ended.state()).isEqualTo(State.ABORTED);
            }
        }
    }

    @Test
    void anInterruptOfTheCallerStopsTheHookAndIsKept() throws Exception {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            HookEnd end = hooks.command("echo $$ >> pids; sleep 100");
            interrupted.complete(
                    end.state() == State.ABORTED && Thread.currentThread().isInterrupted());
        });
        caller.start();
        awaitStarted(1);
        caller.interrupt();
        assertThat(ended(interrupted)).isTrue();
        assertAllGone(1);
    }

    @Test
    @Requirement("W6")
    void aNormalEndLeavesABackgroundChildAliveAndSaysSo() throws IOException {
        // up once its program is the one that is named
        HookEnd end = hooks.command("sh -c 'echo $$ >> pids; exec sleep 100' &\n"
                + "until grep -q '^sleep$' /proc/$!/comm; do sleep 0.01; done; echo up");
        assertThat(end.state()).isEqualTo(State.OK);
        long pid = hooks.pids("pids").get(0);
        assertThat(Hooks.runs(pid)).isTrue();
        assertThat(end.output().notes()).singleElement().asString().contains("background", pid + " (sleep)");
        assertThat(end.duration()).isLessThan(Duration.ofSeconds(90));
        assertThat(hooks.heard()).isEqualTo("up\n");
    }

    @Test
    void nothingIsNotedWhenNothingIsLeft() {
        hooks.shell = new Shell("bash", false, false);
        // on a busy machine sed may end later than anybody waits for it; not every time, though
        await().atMost(PATIENCE).untilAsserted(() -> {
            HookEnd end = hooks.command("exec > >(sed 's/^/> /')\necho hello");
            assertThat(end.output().notes()).isEmpty();
        });
        assertThat(hooks.heard()).endsWith("> hello\n");
    }

    private void stoppedAfterStart(String text, int processes) throws Exception {
        hooks.grace(Duration.ofMillis(300));
        CompletableFuture<HookEnd> end = background(text);
        awaitStarted(processes);
        List<Long> pids = hooks.pids("pids");
        assertThat(pids).allMatch(Hooks::runs);
        hooks.stop.raise(Level.STOP);
        assertThat(ended(end).state()).isEqualTo(State.ABORTED);
        assertAllGone(processes);
    }

    /** A busy machine may take all the time that a hook has until it writes its pids: such a one has another try with more. */
    private HookEnd timedOutAfterStart(long millis, int processes, String text) throws IOException {
        HookEnd end = hooks.timeout(Duration.ofMillis(millis)).command(text);
        for (int more = 1; more <= 2 && hooks.pids("pids").size() < processes; more++) {
            leaveNothing();
            Duration grace = hooks.limits.killGrace();
            hooks = new Hooks(Files.createDirectory(temporary.resolve("again" + more)));
            end = hooks.grace(grace)
                    .timeout(Duration.ofMillis(millis << 4 * more))
                    .command(text);
        }
        return end;
    }

    private static <T> T ended(CompletableFuture<T> end) throws Exception {
        return end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private CompletableFuture<HookEnd> background(String text) {
        return CompletableFuture.supplyAsync(() -> hooks.command(text));
    }

    private void awaitStarted(int processes) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> hooks.pids("pids").size() == processes);
    }

    private void assertTimedOut(HookEnd end) throws IOException {
        assertThat(end.state()).isEqualTo(State.TIMED_OUT);
        assertThat(hooks.pids("pids")).noneMatch(Hooks::runs);
    }

    private void assertAllGone(int processes) throws IOException {
        assertThat(hooks.pids("pids")).hasSize(processes).noneMatch(Hooks::runs);
    }

    /** Processes in the repository's directory: those of this test alone, whatever else runs on the machine. */
    private List<Path> running() throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : all) {
                try {
                    if (Files.readSymbolicLink(process.resolve("cwd")).equals(hooks.root.toRealPath())) {
                        found.add(process);
                    }
                } catch (IOException e) {
                    continue; // gone, or somebody else's
                }
            }
        }
        return found;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
