package io.jenkins.plugins.deployhooks.engine.cache.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a store does at its limits, when it is interrupted, and when something is in its way. */
@Requirement("S45")
class StoreEdgesTest {
    private static final CacheStore.Made MADE = new CacheStore.Made(Map.of(), "deployment 7", false);

    @TempDir
    private Path root;

    private InstantSource clock = () -> Instant.parse("2026-01-01T00:00:00Z");
    private DirectoryCacheStore store;

    @BeforeEach
    void open() throws Exception {
        store = new DirectoryCacheStore(root, new Quota(100, Duration.ofDays(7)), () -> clock.instant());
    }

    private Entry save(String key, int bytes) throws Exception {
        clock = InstantSource.fixed(clock.instant().plusSeconds(60));
        return store.save(
                new Entry.Name("main", key), MADE, file -> DirectoryCacheStoreTest.write(file, "x".repeat(bytes)));
    }

    private List<String> keys() throws Exception {
        return store.list().stream().map(entry -> entry.name().key()).sorted().toList();
    }

    private Path directory(Entry entry) {
        return root.resolve("entries").resolve(entry.name().id());
    }

    @Test
    void whatHasExactlyTheSizeOfTheCacheIsStored() throws Exception {
        assertThat(save("a", 100)).isNotNull();
        save("b", 40);
        assertThat(keys()).containsExactly("b");
        save("c", 60);
        assertThat(keys()).as("both together have it, too").containsExactly("b", "c");
    }

    @Test
    void whatIsExactlyAsOldAsItMayBeStays() throws Exception {
        save("a", 1);
        clock = InstantSource.fixed(clock.instant().plus(Duration.ofDays(7)));
        store.makeRoom();
        assertThat(keys()).containsExactly("a");
        clock = InstantSource.fixed(clock.instant().plusMillis(1));
        store.makeRoom();
        assertThat(keys()).isEmpty();
    }

    @Test
    void whatWasUsedInTheSameMomentIsListedAndRemovedInTheOrderOfItsId() throws Exception {
        List<Entry> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(store.save(
                    new Entry.Name("main", "key " + i), MADE, file -> DirectoryCacheStoreTest.write(file, "12345678")));
        }
        List<String> ids = all.stream().map(entry -> entry.name().id()).sorted().toList();
        assertThat(store.list()).extracting(entry -> entry.name().id()).isEqualTo(ids);
        List<Entry> removed = new Eviction(new Quota(90, Duration.ofDays(7))).evict(all, clock.instant(), any -> true);
        assertThat(removed).extracting(entry -> entry.name().id()).containsExactly(ids.get(0));
    }

    @Test
    void whatIsTooOldAndInUseCountsAndAnotherGoesForIt() throws Exception {
        Entry old = save("a", 60);
        clock = InstantSource.fixed(clock.instant().plus(Duration.ofDays(8)));
        Entry next = save("b", 40);
        Entry last = save("c", 30);
        List<Entry> removed = new Eviction(new Quota(100, Duration.ofDays(7)))
                .evict(List.of(last, old, next), clock.instant(), entry -> !entry.equals(old));
        assertThat(removed).containsExactly(next);
    }

    @Test
    void anArchiveMayBeEmptyAndItsDescriptionAsLongAsItMayBe() throws Exception {
        Entry empty = save("a", 0);
        assertThat(store.list()).containsExactly(empty);
        Path description = directory(empty).resolve("entry.json");
        String text = Files.readString(description);
        Files.writeString(description, text + " ".repeat((4 << 20) - text.length()));
        assertThat(keys()).containsExactly("a");
        Files.writeString(description, " ", StandardOpenOption.APPEND);
        assertThat(keys()).isEmpty();
    }

    @Test
    void whoeverFindsNothingToOpenLeavesNothingLocked() throws Exception {
        Entry gone = save("a", 1);
        store.delete(gone.name().id());
        assertThatThrownBy(() -> store.open(gone)).isInstanceOf(IOException.class);
        assertThat(root.resolve("locks")).isEmptyDirectory();
    }

    @Test
    void whatWasLeftBehindGoesAtTheNextSaveAndTheNextLook() throws Exception {
        Path left = root.resolve("staging").resolve("0".repeat(32));
        Files.createDirectories(left.resolve("new"));
        save("a", 1);
        assertThat(left).doesNotExist();
        Files.createDirectories(left.resolve("new"));
        assertThat(store.verify()).isEmpty();
        assertThat(left).doesNotExist();
    }

    @Test
    void somethingInTheWayOfOldArchivesIsNoFaultOfTheNewOne() throws Exception {
        save("a", 60);
        clock = InstantSource.fixed(clock.instant().plus(Duration.ofDays(8)));
        Files.delete(root.resolve("staging"));
        Files.writeString(root.resolve("staging"), "in the way");
        store.makeRoom();
        assertThat(keys()).containsExactly("a");
    }

    @Test
    void anInterruptWhileRoomIsMadeIsHeardOfLater() throws Exception {
        save("a", 60);
        Instant now = clock.instant().plusSeconds(60);
        AtomicInteger asked = new AtomicInteger();
        clock = () -> {
            // Asked for the second time, the new archive is stored, and the old one is to go.
            if (asked.incrementAndGet() == 2) {
                Thread.currentThread().interrupt();
            }
            return now;
        };
        store.save(new Entry.Name("main", "b"), MADE, file -> DirectoryCacheStoreTest.write(file, "x".repeat(60)));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(keys()).containsExactly("a", "b");
        store.makeRoom();
        assertThat(keys()).containsExactly("b");
    }

    @Test
    void anInterruptAtTheEndOfADamagedOneIsHeardOfLater() throws Exception {
        Entry entry = save("a", 1);
        CacheStore.Lease lease = store.open(entry);
        assertThat(lease.condemn()).isTrue();
        Thread.currentThread().interrupt();
        lease.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(keys()).isEmpty();
        save("b", 1);
        assertThat(directory(entry)).as("the next sweep").doesNotExist();
    }

    @Test
    void everyFaultOfAnArchiveIsNamed() throws Exception {
        Entry missing = save("a", 1);
        Files.delete(directory(missing).resolve("archive"));
        Entry longer = save("b", 1);
        try (RandomAccessFile file =
                new RandomAccessFile(directory(longer).resolve("archive").toFile(), "rw")) {
            file.setLength(2000);
        }
        save("c", 1);
        assertThat(store.verify())
                .isEqualTo(Map.of(
                        missing.name().id(),
                        "its file is missing",
                        longer.name().id(),
                        "it has %,d bytes, not 1".formatted(2000)));
        assertThat(keys()).containsExactly("c");
        assertThat(directory(missing)).doesNotExist();
    }

    @Test
    void anInterruptEndsTheLookAtAllOfThem() throws Exception {
        save("a", 1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(store::verify).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whereADirectoryShouldBeAFileIsNone() throws Exception {
        Entry entry = save("a", 1);
        Path kept = root.resolve("kept");
        Files.move(directory(entry), kept);
        Files.writeString(directory(entry), "in the way");
        assertThat(store.find(new Wanted(List.of("main"), "a", List.of()))).isNull();
        assertThat(directory(entry)).doesNotExist();
        assertThat(save("a", 1)).isNotNull();
    }
}
