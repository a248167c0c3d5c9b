package io.jenkins.plugins.deployhooks.engine.cache.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.content.FileDigests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryCacheStoreTest {
    private static final Quota SMALL = new Quota(100, Duration.ofDays(7));
    private static final CacheStore.Made MADE = new CacheStore.Made(Map.of("tree", "1"), "deployment 7", false);
    private static final CacheStore.Made AGAIN = new CacheStore.Made(Map.of("tree", "1"), "deployment 8", true);

    @TempDir
    private Path root;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private DirectoryCacheStore store;

    @BeforeEach
    void open() throws Exception {
        store = opened();
    }

    private DirectoryCacheStore opened() throws IOException, InterruptedException {
        InstantSource clock = () -> now;
        return new DirectoryCacheStore(root, SMALL, clock);
    }

    private static Entry.Name name(String key) {
        return new Entry.Name("main", key);
    }

    static Entry.Content write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        String digest = HexFormat.of().formatHex(FileDigests.sha256().digest(Files.readAllBytes(file)));
        return new Entry.Content(text.length(), "sha256:" + digest, Map.of("format", "text"));
    }

    private Entry save(String key, String text) throws Exception {
        now = now.plusSeconds(60);
        return store.save(name(key), MADE, file -> write(file, text));
    }

    private Entry find(String key, String... restoreKeys) throws Exception {
        return store.find(new Wanted(List.of("main"), key, List.of(restoreKeys)));
    }

    private String read(Entry entry) throws Exception {
        try (CacheStore.Lease lease = store.open(entry)) {
            return Files.readString(lease.file());
        }
    }

    private List<String> files(String directory) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(directory))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void whatIsSavedIsFoundAgainByAnotherProcessToo() throws Exception {
        Entry saved = save("a", "content");
        assertThat(find("a")).isEqualTo(saved);
        store = opened();
        Entry found = find("a");
        assertThat(found).isEqualTo(saved);
        assertThat(found.creator()).isEqualTo("deployment 7");
        assertThat(found.parts()).isEqualTo(Map.of("tree", "1"));
        assertThat(read(found)).isEqualTo("content");
        assertThat(find("b")).isNull();
        assertThat(files("staging")).isEmpty();
        assertThat(files("locks")).isEmpty();
    }

    @Test
    void restoreKeysAreBeginningsTriedInOrderTheNewestFirst() throws Exception {
        save("node20-a", "1");
        save("node20-b", "2");
        save("node18-a", "3");
        assertThat(find("node20-c", "node20-", "node").name().key()).isEqualTo("node20-b");
        assertThat(find("node22-c", "node22-", "node").name().key()).isEqualTo("node18-a");
        assertThat(find("node20-a", "node20-").name().key()).isEqualTo("node20-a");
        assertThat(find("x", "y")).isNull();
    }

    @Test
    void scopesAreTriedInOrderAndOthersNeverSeen() throws Exception {
        store.save(new Entry.Name("pr-1", "k"), MADE, file -> write(file, "pr"));
        store.save(new Entry.Name("main", "k"), MADE, file -> write(file, "main"));
        assertThat(store.find(new Wanted(List.of("pr-1", "main"), "k", List.of()))
                        .name()
                        .scope())
                .isEqualTo("pr-1");
        assertThat(find("k").name().scope()).isEqualTo("main");
        assertThat(store.find(new Wanted(List.of("other"), "k", List.of("k")))).isNull();
    }

    @Test
    void anArchiveStaysAsItIsUnlessARebuildReplacesIt() throws Exception {
        Entry first = save("a", "first");
        Entry second = save("a", "second");
        assertThat(second).isEqualTo(first);
        Entry third = store.save(name("a"), AGAIN, file -> write(file, "third"));
        assertThat(third.creator()).isEqualTo("deployment 8");
        assertThat(read(find("a"))).isEqualTo("third");
        assertThat(store.list()).hasSize(1);
    }

    @Test
    @Requirement({"S45"})
    void nothingIsLeftOfASaveThatFailed() throws Exception {
        assertThatThrownBy(() -> store.save(name("a"), MADE, file -> {
                    Files.writeString(file, "half");
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the archive is not stored: No space left on device for " + root.toRealPath())
                .hasMessageContaining("removed again");
        assertThat(store.list()).isEmpty();
        assertThat(files("staging")).isEmpty();
        assertThat(files("entries")).isEmpty();
    }

    @Test
    void anArchiveThatIsNotWhatItsWriterSaysIsNotStored() {
        assertThatThrownBy(() -> store.save(name("a"), MADE, file -> {
                    write(file, "content");
                    return new Entry.Content(1, "sha256:" + "0".repeat(64), Map.of());
                }))
                .hasMessage("the archive is not stored: it has 7 bytes, not 1");
    }

    @Test
    void roomIsMadeByRemovingWhatWasUsedLongestAgo() throws Exception {
        save("a", "a".repeat(40));
        save("b", "b".repeat(40));
        now = now.plusSeconds(60);
        read(find("a"));
        save("c", "c".repeat(40));
        assertThat(store.list()).extracting(entry -> entry.name().key()).containsExactly("c", "a");
        now = now.plus(Duration.ofDays(7)).minusSeconds(90);
        save("d", "d");
        assertThat(store.list()).extracting(entry -> entry.name().key()).containsExactly("d", "c");
    }

    @Test
    void anArchiveLargerThanTheWholeCacheRemovesNoOther() throws Exception {
        save("a", "a");
        assertThatThrownBy(() -> save("b", "b".repeat(101)))
                .hasMessage("the archive is not stored: it has 101 bytes, the whole cache may have 100");
        assertThat(store.list()).hasSize(1);
    }

    @Test
    void anArchiveInUseIsNeitherEvictedNorDeleted() throws Exception {
        Entry a = save("a", "a".repeat(60));
        try (CacheStore.Lease lease = store.open(a)) {
            save("b", "b".repeat(60));
            assertThat(Files.readString(lease.file())).isEqualTo("a".repeat(60));
            assertThatThrownBy(() -> store.delete(a.name().id())).hasMessageContaining("is in use");
        }
        assertThat(store.delete(a.name().id())).isTrue();
        assertThat(store.delete(a.name().id())).isFalse();
        assertThat(store.delete("../entries")).isFalse();
        assertThatThrownBy(() -> store.open(a)).hasMessageContaining("removed from the cache meanwhile");
    }

    @Test
    void aDamagedArchiveIsRemovedByWhoFindsItAndByVerify() throws Exception {
        Entry a = save("a", "aaaa");
        Entry b = save("b", "bbbb");
        save("c", "cccc");
        try (CacheStore.Lease lease = store.open(a);
                CacheStore.Lease other = store.open(a)) {
            lease.condemn();
            assertThat(find("a")).isNull();
            assertThat(Files.readString(other.file())).isEqualTo("aaaa");
        }
        assertThat(files("entries")).hasSize(2);
        Files.writeString(root.resolve("entries").resolve(b.name().id()).resolve("archive"), "bxbb");
        assertThat(store.verify()).containsExactly(Map.entry(b.name().id(), "its digest is another one"));
        assertThat(store.list()).extracting(entry -> entry.name().key()).containsExactly("c");
        assertThat(store.verify()).isEmpty();
    }

    @Test
    void anEntryThatCannotBeUnderstoodIsNone() throws Exception {
        Entry a = save("a", "a");
        Entry b = save("b", "b");
        Files.writeString(root.resolve("entries").resolve(a.name().id()).resolve("entry.json"), "{");
        Files.copy(
                root.resolve("entries").resolve(b.name().id()).resolve("entry.json"),
                Files.createDirectories(root.resolve("entries").resolve("0".repeat(32)))
                        .resolve("entry.json"));
        Files.writeString(root.resolve("entries/README"), "what people leave");
        assertThat(find("a")).isNull();
        assertThat(store.list()).extracting(entry -> entry.name().key()).containsExactly("b");
        assertThat(files("entries"))
                .containsExactlyInAnyOrder("README", b.name().id());
        save("a", "new");
        assertThat(read(find("a"))).isEqualTo("new");
    }

    @Test
    void whatAKilledProcessLeftIsRemovedByTheNext() throws Exception {
        Files.createDirectories(root.resolve("staging").resolve("0".repeat(32)).resolve("new"));
        Files.createDirectories(root.resolve("entries").resolve("1".repeat(32)));
        Files.writeString(root.resolve("locks").resolve("x"), "");
        opened();
        assertThat(files("staging")).isEmpty();
        assertThat(files("entries")).isEmpty();
        assertThat(files("locks")).isEmpty();
    }

    @Test
    void twoWhoSaveTheSameAtOnceMakeItOnce() throws Exception {
        AtomicInteger made = new AtomicInteger();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CacheStore.Filling slow = file -> {
            made.incrementAndGet();
            inside.countDown();
            assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
            return write(file, "slow");
        };
        CompletableFuture<Entry> first = CompletableFuture.supplyAsync(() -> saved(slow));
        assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Entry> second = CompletableFuture.supplyAsync(() -> saved(slow));
        assertThat(find("a")).as("not there before it is whole").isNull();
        goOn.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo(second.get(30, TimeUnit.SECONDS));
        assertThat(made).hasValue(1);
    }

    private Entry saved(CacheStore.Filling filling) {
        try {
            return opened().save(name("a"), MADE, filling);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anInterruptLeavesNothing() throws Exception {
        assertThatThrownBy(() -> store.save(name("a"), MADE, file -> {
                    Files.writeString(file, "half");
                    Thread.currentThread().interrupt();
                    throw new InterruptedException();
                }))
                .isInstanceOf(InterruptedException.class);
        Thread.interrupted();
        assertThat(files("staging")).isEmpty();
        assertThat(files("locks")).isEmpty();
        assertThat(save("a", "whole")).isNotNull();
    }
}
