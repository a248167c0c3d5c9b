package io.jenkins.plugins.deployhooks.pipeline.closing;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What deployments have left on agents that were away. */
@Requirement("S44")
class LeftOnAgentsTest {
    @TempDir
    Path temp;

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nobodyWaitsForAnAgentThatAnotherOneAsks() throws Exception {
        Path file = temp.resolve("jenkins/left.txt");
        LeftOnAgents left = new LeftOnAgents(() -> file, node -> true);
        left.add(List.of(
                LeftOnAgents.line("slow", "/a"), LeftOnAgents.line("slow", "/b"), LeftOnAgents.line("fast", "/c")));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> {
            try {
                left.wipe("slow", line -> {
                    asked.countDown();
                    answered.await();
                    return line.equals(LeftOnAgents.line("slow", "/a"));
                });
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        left.wipe("fast", line -> true);
        left.wipe("slow", line -> {
            throw new AssertionError("somebody does that already");
        });
        left.add(List.of(LeftOnAgents.line("fast", "/d")));
        answered.countDown();
        slow.get(30, TimeUnit.SECONDS);
        assertThat(Files.readAllLines(file))
                .containsExactly(LeftOnAgents.line("slow", "/b"), LeftOnAgents.line("fast", "/d"));
        left.wipe("slow", line -> true);
        assertThat(Files.readAllLines(file))
                .as("what failed is tried again")
                .containsExactly(LeftOnAgents.line("fast", "/d"));
    }

    private static List<String> wiped(LeftOnAgents left, String node) throws Exception {
        List<String> wiped = new ArrayList<>();
        left.wipe(
                node,
                line -> wiped.add(
                        Objects.requireNonNull(LeftOnAgents.left(line)).path()));
        return wiped;
    }

    @Test
    void whatIsDamagedNamesNoDirectory() throws Exception {
        Path file = temp.resolve("jenkins/left.txt");
        LeftOnAgents left = new LeftOnAgents(() -> file, node -> true);
        left.add(List.of(LeftOnAgents.line("a", "/one"), LeftOnAgents.line("a", "/home/a/two")));
        byte[] cut = LeftOnAgents.line("a", "/home/a/three").substring(0, 9).getBytes(StandardCharsets.UTF_8);
        Files.write(
                file, new byte[] {'a', '\t', (byte) 0xff, '\n', '\n', 'a', '\t', '/', '\n'}, StandardOpenOption.APPEND);
        Files.write(file, cut, StandardOpenOption.APPEND);
        assertThat(wiped(left, "a")).containsExactly("/one", "/home/a/two");
        assertThat(file).as("nothing is left of it").doesNotExist();

        LeftOnAgents.add(file, List.of(LeftOnAgents.line("a", "/one")));
        Files.write(file, cut, StandardOpenOption.APPEND);
        LeftOnAgents.add(file, List.of(LeftOnAgents.line("a", "/four")));
        assertThat(wiped(left, "a")).as("what comes after a cut").containsExactly("/one", "/four");
    }

    @Test
    void nothingIsKeptOfAgentsThatAreNoMore() throws Exception {
        Path file = temp.resolve("left.txt");
        Set<String> known = new HashSet<>(Set.of("here", "gone"));
        LeftOnAgents left = new LeftOnAgents(() -> file, known::contains);
        left.add(List.of(LeftOnAgents.line("here", "/a"), LeftOnAgents.line("gone", "/b")));
        known.remove("gone");
        left.add(List.of(LeftOnAgents.line("here", "/c")));
        assertThat(Files.readAllLines(file))
                .containsExactly(LeftOnAgents.line("here", "/a"), LeftOnAgents.line("here", "/c"));
    }
}
