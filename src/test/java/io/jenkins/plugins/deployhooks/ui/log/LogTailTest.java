package io.jenkins.plugins.deployhooks.ui.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a log begins with a line. */
@Requirement("J")
class LogTailTest {
    @TempDir
    private Path dir;

    private LogTail tail(String text, long bytes) throws IOException {
        Path file = Files.writeString(dir.resolve("log"), text);
        return LogTail.of(file, Files.size(file), bytes);
    }

    @Test
    void aLogThatIsNotLongerIsShownWhole() throws IOException {
        assertThat(tail("one\ntwo\n", 8)).isEqualTo(new LogTail(0));
        assertThat(tail("one\ntwo\n", 0)).isEqualTo(new LogTail(0));
        assertThat(tail("", 8)).isEqualTo(new LogTail(0));
    }

    @Test
    void aLongerOneIsShownFromTheBeginningOfALine() throws IOException {
        assertThat(tail("one\ntwo\nsix\n", 6)).isEqualTo(new LogTail(8));
        assertThat(tail("one\ntwo\nsix\n", 8)).isEqualTo(new LogTail(4));
    }

    @Test
    void aLineWithoutAnEndIsCut() throws IOException {
        assertThat(tail("a".repeat(300_000), 100_000)).isEqualTo(new LogTail(200_000));
    }

    @Test
    void butNotWithinACharacter() throws IOException {
        for (int bytes = 100_000; bytes < 100_004; bytes++) {
            assertThat(tail("🚀".repeat(75_000), bytes).offset()).isEqualTo(200_000);
        }
    }
}
