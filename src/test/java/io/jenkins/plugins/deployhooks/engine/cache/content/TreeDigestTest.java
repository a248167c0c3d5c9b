package io.jenkins.plugins.deployhooks.engine.cache.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Requirement({"S46", "S50"})
class TreeDigestTest {
    @TempDir
    private Path temporary;

    private Path root;
    private Path index;

    @BeforeEach
    void tree() throws IOException {
        root = Files.createDirectories(temporary.resolve("root"));
        index = temporary.resolve("index/root");
        Files.createDirectories(root.resolve("src/empty"));
        Files.writeString(root.resolve("src/a.js"), "a");
        Files.writeString(root.resolve("src/b.js"), "b");
        Files.writeString(root.resolve("run.sh"), "#!/bin/sh");
    }

    private TreeDigest.Found found() throws IOException, InterruptedException {
        return new TreeDigest(root, path -> false, index).ofAll();
    }

    private String digest() throws IOException, InterruptedException {
        return new TreeDigest(root, path -> false, null).ofAll().digest();
    }

    /** Until the clock of the file system has left the tick of the last write behind, which no test can hurry. */
    private TreeDigest.Found settled() {
        return Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .pollInterval(5, TimeUnit.MILLISECONDS)
                .until(this::found, found -> found.read() == 0);
    }

    @Test
    void whatHasNotChangedIsNotReadAgain() throws Exception {
        TreeDigest.Found first = found();
        assertThat(first.files()).isEqualTo(3);
        assertThat(first.read()).isEqualTo(3);
        TreeDigest.Found second = settled();
        assertThat(second.digest()).isEqualTo(first.digest()).isEqualTo(digest());

        Files.writeString(root.resolve("src/a.js"), "A");
        TreeDigest.Found third = found();
        assertThat(third.read()).isEqualTo(1);
        assertThat(third.digest()).isNotEqualTo(first.digest()).isEqualTo(digest());
        Files.delete(root.resolve("src/b.js"));
        assertThat(found().digest()).isNotEqualTo(third.digest()).isEqualTo(digest());
    }

    @Test
    void aFileWrittenTwiceInOneTickIsReadAgain() throws Exception {
        // As fast as can be: many rounds fall into one tick of the file system's clock, with the same size and inode.
        for (int i = 0; i < 300; i++) {
            Files.writeString(root.resolve("src/a.js"), Integer.toString(i % 10));
            assertThat(found().digest()).as("round " + i).isEqualTo(digest());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aTimePutBackHidesNothing() throws Exception {
        Path file = root.resolve("src/a.js");
        FileTime time = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(file, time);
        String before = settled().digest();
        Files.writeString(file, "A");
        Files.setLastModifiedTime(file, time);
        assertThat(found().digest()).isNotEqualTo(before);
    }

    @Test
    void filesOfTheFutureAndOfWholeSecondsAreNotBelievedTooEarly() {
        long taken = TimeUnit.SECONDS.toNanos(1_000);
        assertThat(settledAt(taken + 1, taken)).isFalse();
        assertThat(settledAt(taken, taken)).isFalse();
        assertThat(settledAt(taken - TimeUnit.MILLISECONDS.toNanos(20) - 1, taken))
                .isTrue();
        assertThat(settledAt(taken - TimeUnit.SECONDS.toNanos(2), taken)).isFalse();
        assertThat(settledAt(taken - TimeUnit.SECONDS.toNanos(3), taken)).isTrue();
    }

    private static boolean settledAt(long changed, long taken) {
        FileStat stat = new FileStat(FileStat.Kind.FILE, false, 1, 0, new FileStat.Mark(changed, 1));
        return StatIndex.isSettled(new Listed("a", Path.of("a"), stat), taken);
    }

    @Test
    void aDamagedIndexCostsTimeOnly() throws Exception {
        String digest = settled().digest();
        byte[] bytes = Files.readAllBytes(index);
        bytes[bytes.length / 2] ^= 1;
        Files.write(index, bytes);
        TreeDigest.Found found = found();
        assertThat(found.read()).isEqualTo(3);
        assertThat(found.digest()).isEqualTo(digest);
        Files.write(index, new byte[] {1, 2, 3});
        assertThat(found().digest()).isEqualTo(digest);
        Files.write(index, java.util.Arrays.copyOf(bytes, bytes.length - 9));
        assertThat(found().digest()).isEqualTo(digest);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whoMayExecuteCountsAndWhoMayReadDoesNot() throws Exception {
        String before = digest();
        Files.setPosixFilePermissions(root.resolve("src/a.js"), PosixFilePermissions.fromString("rw-------"));
        assertThat(digest()).isEqualTo(before);
        Files.setPosixFilePermissions(root.resolve("src/a.js"), PosixFilePermissions.fromString("rwx------"));
        assertThat(digest()).isNotEqualTo(before);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linksCountByWhereTheyLead() throws Exception {
        Path outside = Files.createDirectories(temporary.resolve("outside"));
        Files.createSymbolicLink(root.resolve("link"), outside);
        Files.createSymbolicLink(root.resolve("circle"), root);
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("nowhere"));
        String before = digest();
        Files.writeString(outside.resolve("file"), "not ours");
        assertThat(digest()).isEqualTo(before);
        Files.delete(root.resolve("dangling"));
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("elsewhere"));
        assertThat(digest()).isNotEqualTo(before);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linksWithNamesThatNobodyCanShowCountByTheirBytes() throws Exception {
        link("printf 'dir/caf\\351'");
        String before = digest();
        link("printf 'dir/caf\\352'");
        assertThat(digest()).isNotEqualTo(before);
        link("printf 'dir/caf\\351'");
        assertThat(digest()).isEqualTo(before);
        link("printf 'caf\\351/dir'");
        assertThat(digest()).isNotEqualTo(before);
    }

    /** No Java can make such a link, but find many. */
    private void link(String target) throws Exception {
        Process shell = Runtime.getRuntime()
                .exec(new String[] {"sh", "-c", "ln -sfn \"$(" + target + ")\" odd"}, null, root.toFile());
        assertThat(shell.waitFor()).isZero();
    }

    @Test
    void whatAKilledProcessLeftBesideTheIndexIsRemoved() throws Exception {
        Files.createDirectories(index.getParent());
        Path left = Files.createTempFile(index.getParent(), ".staged", "");
        Path young = Files.createTempFile(index.getParent(), ".staged", "");
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(4000)));
        found();
        assertThat(left).doesNotExist();
        assertThat(young).as("somebody may be writing it").exists();
        assertThat(index).exists();
    }

    @Test
    void somePathsAndWhetherTheyAreThere() throws Exception {
        TreeDigest digest = new TreeDigest(root, path -> path.equals("run.sh"), null);
        String before = digest.of(List.of("src/", "gone", "run.sh")).digest();
        assertThat(digest.of(List.of("gone", "src")).digest()).isEqualTo(before);
        assertThat(digest.of(List.of("gone2", "src")).digest()).isNotEqualTo(before);
        Files.writeString(root.resolve("src/c.js"), "c");
        assertThat(digest.of(List.of("src", "gone")).digest()).isNotEqualTo(before);
    }

    @Test
    void aMissingRootIsTold() {
        assertThatThrownBy(() -> new TreeDigest(temporary.resolve("none"), path -> false, null).ofAll())
                .isInstanceOf(IOException.class);
    }
}
