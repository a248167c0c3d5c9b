package io.jenkins.plugins.deployhooks.engine.cache.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of a tree, and when that is written. */
@DisabledOnOs(OS.WINDOWS)
@Requirement({"S46", "S50"})
class StatIndexTest {
    @TempDir
    private Path temporary;

    private Path root;
    private Path index;

    @BeforeEach
    void tree() throws IOException {
        root = Files.createDirectories(temporary.resolve("root"));
        index = temporary.resolve("index/root");
        Files.writeString(root.resolve("a.js"), "a");
        Files.writeString(root.resolve("b.js"), "b");
        assertThat(root.resolve("b.js").toFile().setExecutable(true)).isTrue();
        // A link is never remembered: to ask where it leads takes no longer.
        Files.createSymbolicLink(root.resolve("link"), Path.of("a.js"));
    }

    private TreeDigest.Found found() throws IOException, InterruptedException {
        return new TreeDigest(root, path -> false, index).ofAll();
    }

    /** Until all but the link is remembered: not before the clock of the file system has ticked. */
    private void settle() {
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .pollInterval(5, TimeUnit.MILLISECONDS)
                .until(this::found, found -> found.read() == 1);
    }

    private Object written() throws IOException {
        return Files.readAttributes(index, BasicFileAttributes.class).fileKey();
    }

    @Test
    void itIsWrittenOnlyWhereThereIsSomethingElseToRemember() throws Exception {
        settle();
        Object before = written();
        found();
        assertThat(written()).as("nothing has changed").isEqualTo(before);
        Files.delete(root.resolve("b.js"));
        found();
        assertThat(written()).as("a file is gone").isNotEqualTo(before);
        assertThat(StatIndex.read(index).size()).isEqualTo(1);
        Files.writeString(root.resolve("c.js"), "c");
        Object then = written();
        found();
        assertThat(written()).as("a file is new").isNotEqualTo(then);
    }

    @Test
    void thatOfAnotherVersionIsNotRead() throws Exception {
        settle();
        byte[] bytes = Files.readAllBytes(index);
        bytes[3]++;
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, bytes.length - Long.BYTES);
        ByteBuffer.wrap(bytes).putLong(bytes.length - Long.BYTES, sum.getValue());
        Files.write(index, bytes);
        assertThat(found().read()).isEqualTo(3);
    }
}
