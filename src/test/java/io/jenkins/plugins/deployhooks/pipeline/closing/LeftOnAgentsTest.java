package io.jenkins.plugins.deployhooks.pipeline.closing;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        LeftOnAgents left = new LeftOnAgents(() -> file);
        left.add(List.of(
                LeftOnAgents.line("slow", "/a"), LeftOnAgents.line("slow", "/b"), LeftOnAgents.line("fast", "/c")));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> {
            try {
                left.wipe("slow", line -> {
                    asked.countDown();
                    answered.await();
                    return line.endsWith("/a");
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
        assertThat(Files.readAllLines(file)).containsExactly("slow\t/b", "fast\t/d");
        left.wipe("slow", line -> true);
        assertThat(Files.readAllLines(file)).as("what failed is tried again").containsExactly("fast\t/d");
    }
}
