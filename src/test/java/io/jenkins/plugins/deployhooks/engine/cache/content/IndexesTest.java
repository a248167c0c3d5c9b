package io.jenkins.plugins.deployhooks.engine.cache.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of trees does not grow for ever. */
@Requirement("J")
class IndexesTest {
    @TempDir
    private Path dir;

    private Path index(String name, int bytes, Duration ago) throws IOException {
        Path file = Files.write(Files.createDirectories(dir.resolve("index")).resolve(name), new byte[bytes]);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(ago)));
        return file;
    }

    private Stream<String> use(String name, long bytes) throws IOException {
        Path directory = dir.resolve("index");
        assertThat(new Indexes(directory, Duration.ofDays(14), bytes).use(name)).isEqualTo(directory.resolve(name));
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    @Test
    void whatIsTooOldGoesAndWhatIsUsedStays() throws Exception {
        index("old", 10, Duration.ofDays(15));
        index("used", 10, Duration.ofDays(15));
        index("new", 10, Duration.ofDays(13));
        assertThat(use("used", 1000)).containsExactlyInAnyOrder("used", "new");
        assertThat(use("another", 1000)).as("its use counts").containsExactlyInAnyOrder("used", "new");
    }

    @Test
    void whereThereIsTooMuchTheLeastRecentlyUsedOnesGo() throws Exception {
        for (int i = 1; i <= 5; i++) {
            index("i" + i, 10, Duration.ofHours(i));
        }
        assertThat(use("i4", 30)).containsExactlyInAnyOrder("i4", "i1", "i2");
        assertThat(use("i1", 1)).containsExactlyInAnyOrder("i1");
    }

    @Test
    void theDirectoryIsMade() throws Exception {
        assertThat(use("first", 1)).isEmpty();
    }
}
