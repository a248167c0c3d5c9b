package io.jenkins.plugins.deployhooks.pipeline.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class JournalTest {
    @Test
    void whatWasWrittenIsReadWithoutShowingValues(JenkinsRule rule, @TempDir Path directory) throws Exception {
        Path file = directory.resolve("journal/a-1.json");
        HookEnd end = new HookEnd(
                HookEnd.State.FAILED,
                new HookEnd.Exit(137, 9),
                "Ended by SIGKILL",
                Duration.ofMillis(1234),
                new HookEnd.Output(List.of("last ü line"), Map.of("KEY", "secret value"), List.of("a note")));
        Journal written = Journal.open(file);
        assertThat(written.isBegun()).isFalse();
        written.begin("agent 1", 17);
        written.end(end, 42);

        Journal read = Journal.open(file);

        assertThat(read.isBegun()).isTrue();
        assertThat(read.agent()).isEqualTo("agent 1");
        assertThat(read.startedAt()).isEqualTo(17);
        assertThat(read.endedAt()).isEqualTo(42);
        assertThat(read.end()).isEqualTo(end);
        assertThat(file).content().doesNotContain("secret value");
    }

    @Test
    void aDamagedJournalIsNoNewBeginning(JenkinsRule rule, @TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("a-1.json"), "{\"startedAt\": 1");

        assertThatThrownBy(() -> Journal.open(file)).isInstanceOf(IOException.class);
    }
}
