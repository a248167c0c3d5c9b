package io.jenkins.plugins.deployhooks.engine.cache.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of files on a file system that knows less than those of Unix; the one of Java for zip files is such a one. */
class FileStatTest {
    private static final Instant THEN = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    private Path temporary;

    @Test
    void filesAreKnownByTheirSizesAndTimesAlone() throws Exception {
        URI uri = URI.create("jar:" + temporary.resolve("a.zip").toUri());
        try (FileSystem zip = FileSystems.newFileSystem(uri, Map.of("create", "true"))) {
            assertThat(zip.supportedFileAttributeViews()).doesNotContain("unix");
            Path file = Files.writeString(zip.getPath("/file"), "abc");
            Files.setLastModifiedTime(file, FileTime.from(THEN));
            long nanos = TimeUnit.SECONDS.toNanos(THEN.getEpochSecond());
            assertThat(FileStat.of(file))
                    .isEqualTo(new FileStat(FileStat.Kind.FILE, false, 3, nanos, new FileStat.Mark(nanos, 0)));
            Path directory = Files.createDirectory(zip.getPath("/directory"));
            assertThat(FileStat.of(directory).kind()).isEqualTo(FileStat.Kind.DIRECTORY);
        }
    }

    @Test
    void aTreeIsReadThereAndSomeOfItToo() throws Exception {
        URI uri = URI.create("jar:" + temporary.resolve("a.zip").toUri());
        try (FileSystem zip = FileSystems.newFileSystem(uri, Map.of("create", "true"))) {
            Path root = Files.createDirectory(zip.getPath("/app"));
            Files.createDirectory(root.resolve("src"));
            Files.writeString(root.resolve("src/a.js"), "a");
            TreeDigest digest = new TreeDigest(root, path -> false, null);
            TreeDigest.Found before = digest.ofAll();
            assertThat(before.files()).isEqualTo(1);
            assertThat(digest.of(List.of("src")).files()).isEqualTo(1);
            Files.writeString(root.resolve("src/a.js"), "b");
            assertThat(digest.ofAll().digest()).isNotEqualTo(before.digest());
        }
    }
}
