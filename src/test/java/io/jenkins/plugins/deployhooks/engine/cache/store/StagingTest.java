package io.jenkins.plugins.deployhooks.engine.cache.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.disk.NameLocks;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is removed from a store, and what stays since it is not what it was taken for. */
@Requirement("S45")
class StagingTest {
    private static final String ID = "0".repeat(32);

    @TempDir
    private Path root;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private DirectoryCacheStore store;
    private Staging staging;

    @BeforeEach
    void open() throws Exception {
        store = new DirectoryCacheStore(root, new Quota(100, Duration.ofDays(7)), () -> now);
        staging = new Staging(root, NameLocks.of(root.toRealPath()));
    }

    private Entry save(String key, int bytes) throws Exception {
        now = now.plusSeconds(60);
        CacheStore.Made made = new CacheStore.Made(Map.of(), "deployment 7", true);
        return store.save(
                new Entry.Name("main", key), made, file -> DirectoryCacheStoreTest.write(file, "x".repeat(bytes)));
    }

    private Path directory(Entry entry) {
        return root.resolve("entries").resolve(entry.name().id());
    }

    private Path left(String id) throws Exception {
        Path left = Files.createDirectories(root.resolve("staging").resolve(id).resolve("old"));
        Files.writeString(left.resolve("archive"), "left by a process that was killed");
        return left;
    }

    @Test
    void whatIsMadeBeginsInAnEmptyDirectory() throws Exception {
        Path left = left(ID);
        Files.createDirectories(left.resolveSibling("new"));
        Files.writeString(left.resolveSibling("new").resolve("archive"), "half");
        assertThat(staging.begin(ID)).isEmptyDirectory();
        assertThat(left).doesNotExist();
    }

    @Test
    void whatAKilledRemovalLeftIsNotInTheWayOfAnother() throws Exception {
        Entry entry = save("a", 1);
        left(entry.name().id());
        assertThat(staging.remove(entry.name().id())).isTrue();
        assertThat(directory(entry)).doesNotExist();
        assertThat(root.resolve("staging")).isEmptyDirectory();
    }

    @Test
    void whatWasReplacedIsNotRemovedForWhatItWas() throws Exception {
        Entry before = save("a", 1);
        Entry after = save("a", 2);
        assertThat(staging.remove(before)).isFalse();
        assertThat(store.list()).containsExactly(after);
        assertThat(staging.remove(after)).isTrue();
        assertThat(store.list()).isEmpty();
    }

    @Test
    void whatCannotBeUnderstoodAnyMoreIsNotRemovedForWhatItWas() throws Exception {
        Entry before = save("a", 1);
        Files.writeString(directory(before).resolve("entry.json"), "{");
        assertThat(staging.remove(before)).isFalse();
        assertThat(directory(before)).exists();
    }

    @Test
    void whatTurnsOutToBeAnArchiveStays() throws Exception {
        Entry entry = save("a", 1);
        staging.condemned(entry.name().id());
        assertThat(store.list()).containsExactly(entry);
        Files.delete(directory(entry).resolve("entry.json"));
        staging.condemned(entry.name().id());
        assertThat(directory(entry)).doesNotExist();
    }

    @Test
    void whereTheOldestIsInUseTheNextOneGoes() throws Exception {
        Entry used = save("a", 60);
        try (CacheStore.Lease lease = store.open(used)) {
            save("b", 30);
            save("c", 50);
            assertThat(store.list()).extracting(entry -> entry.name().key()).containsExactly("c", "a");
            assertThat(lease.file()).exists();
        }
    }

    @Test
    void whatIsOpenIsReadFromItsStart() throws Exception {
        Entry entry = save("a", 5);
        try (CacheStore.Lease lease = store.open(entry);
                ReadableByteChannel channel = lease.read()) {
            ByteBuffer bytes = ByteBuffer.allocate(10);
            assertThat(channel.read(bytes)).isEqualTo(5);
            assertThat(new String(bytes.array(), 0, 5, StandardCharsets.UTF_8)).isEqualTo("xxxxx");
        }
    }
}
