package io.jenkins.plugins.deployhooks.engine.cache.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is as before or as it is to be, and nothing else is left in its directory. */
@Requirement("S45")
class ReplacementTest {
    @TempDir
    private Path directory;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Path left(String name, Duration ago) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "half");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(ago)));
        return file;
    }

    @Test
    void theNewContentReplacesTheOldOne() throws Exception {
        Path file = directory.resolve("file");
        Replacement.write(file, out -> out.write("one".getBytes(StandardCharsets.UTF_8)));
        assertThat(file).hasContent("one");
        Replacement.write(file, out -> out.write("two".getBytes(StandardCharsets.UTF_8)));
        assertThat(file).hasContent("two");
        assertThat(names()).containsExactly("file");
    }

    @Test
    void whoeverCannotWriteItAllLeavesTheOldOne() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "old");
        assertThatThrownBy(() -> Replacement.write(file, out -> {
                    out.write(1);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("file");
    }

    @Test
    void whatKilledWritersLeftGoesAndWhatOthersWriteNowStays() throws Exception {
        left(".staged1", Duration.ofMinutes(90));
        left(".staged2", Duration.ofMinutes(30));
        left("old", Duration.ofDays(90));
        Replacement.write(directory.resolve("file"), out -> out.write(1));
        assertThat(names()).containsExactly(".staged2", "file", "old");
    }
}
