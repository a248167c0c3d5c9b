package io.jenkins.plugins.deployhooks.engine.cache.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.disk.Trees;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import io.jenkins.plugins.deployhooks.engine.cache.store.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a deployment has decided on stays for it, whatever becomes of it in the store. */
@Requirement("J")
class PinnedStoreTest {
    private static final Entry.Name OWN = new Entry.Name("job", "key");
    private static final long FREE = 0;
    private static final Wanted WANTED = new Wanted(List.of("job", "main"), "key", List.of());

    @TempDir
    private Path dir;

    private CacheStore store;
    private PinnedStore pinned;

    @BeforeEach
    void open() throws Exception {
        store = new DirectoryCacheStore(dir.resolve("store"), Quota.DEFAULT, InstantSource.system());
        pinned = again();
    }

    /** The same after a restart. */
    private PinnedStore again() throws Exception {
        return new PinnedStore(store, dir.resolve("pins"), "job", FREE);
    }

    private static Entry save(CacheStore store, Entry.Name name, String content, boolean replace) throws Exception {
        return store.save(name, new CacheStore.Made(Map.of(), content, replace), file -> {
            Files.writeString(file, content);
            return new Entry.Content(content.length(), "sha256:" + "0".repeat(64), Map.of());
        });
    }

    private static String read(CacheStore store, Entry entry) throws Exception {
        try (CacheStore.Lease lease = store.open(entry)) {
            return Files.readString(lease.file());
        }
    }

    @Test
    void whatIsKeptOutlivesItsEntry() throws Exception {
        Entry entry = save(store, new Entry.Name("main", "key"), "built", false);
        assertThat(pinned.keep(entry)).isTrue();
        assertThat(store.delete(entry.name().id())).isTrue();
        assertThat(store.list()).isEmpty();
        pinned = again();
        assertThat(pinned.list()).extracting(Entry::name).containsExactly(entry.name());
        assertThat(read(pinned, pinned.find(WANTED))).isEqualTo("built");
        assertThat(read(pinned, entry)).isEqualTo("built");
        Trees.delete(dir.resolve("pins"));
        assertThat(again().find(WANTED)).isNull();
    }

    @Test
    void whatIsGoneBeforeItIsKeptIsSaidToBe() throws Exception {
        Entry entry = save(store, OWN, "built", false);
        store.delete(OWN.id());
        assertThat(pinned.keep(entry)).isFalse();
        assertThatThrownBy(() -> pinned.open(entry)).hasMessageContaining("was removed from the cache meanwhile");
    }

    @Test
    void whatIsSavedIsKeptBeforeAnybodyElseSeesIt() throws Exception {
        Entry saved = pinned.save(OWN, new CacheStore.Made(Map.of(), "1", false), file -> {
            assertThat(store.list()).isEmpty();
            Files.writeString(file, "built");
            return new Entry.Content(5, "sha256:" + "0".repeat(64), Map.of());
        });
        assertThat(store.list()).hasSize(1);
        store.delete(OWN.id());
        assertThat(read(pinned, saved)).isEqualTo("built");
        assertThat(pinned.find(WANTED).creator()).isEqualTo("1");
    }

    @Test
    @Requirement("D6")
    void ofTwoRebuildsAtOnceEachHasItsOwn() throws Exception {
        PinnedStore other = new PinnedStore(store, dir.resolve("other"), "job", FREE);
        save(pinned, OWN, "one", true);
        save(other, OWN, "two", true);
        assertThat(read(pinned, pinned.find(WANTED))).isEqualTo("one");
        assertThat(pinned.find(WANTED).creator()).isEqualTo("one");
        assertThat(read(other, other.find(WANTED))).isEqualTo("two");
        assertThat(read(store, store.find(WANTED))).isEqualTo("two");
    }

    @Test
    void whatAnotherDeploymentHasSavedIsKeptAndNotMadeAgain() throws Exception {
        save(store, OWN, "other", false);
        assertThat(save(pinned, OWN, "mine", false).creator()).isEqualTo("other");
        store.delete(OWN.id());
        assertThat(read(pinned, pinned.find(WANTED))).isEqualTo("other");
    }

    @Test
    void whatIsNotStoredIsNotKept() throws Exception {
        CacheStore small = new DirectoryCacheStore(
                dir.resolve("store"), new Quota(1, Quota.DEFAULT.age()), InstantSource.system());
        PinnedStore tight = new PinnedStore(small, dir.resolve("pins"), "job", FREE);
        assertThatThrownBy(() -> save(tight, OWN, "too much", false)).isInstanceOf(IOException.class);
        assertThat(tight.list()).isEmpty();
    }

    @Test
    void whereTheStoreIsOnAnotherDiskACopyIsKept() throws Exception {
        Path memory = Path.of("/dev/shm");
        assumeTrue(
                Files.isWritable(memory)
                        && !Files.getFileStore(memory).equals(Files.getFileStore(dir))
                        && Files.getFileStore(dir).getUsableSpace() > 2_000_000_000L,
                "there is another disk, and room on this one");
        Path other = Files.createTempDirectory(memory, "store");
        try {
            store = new DirectoryCacheStore(other, Quota.DEFAULT, InstantSource.system());
            pinned = again();
            Entry entry = save(store, OWN, "built", false);
            assertThat(pinned.keep(entry)).isTrue();
            store.delete(OWN.id());
            assertThat(read(pinned, entry)).isEqualTo("built");
        } finally {
            Trees.delete(other);
        }
    }

    @Test
    void dependenciesAreNotKept() throws Exception {
        Entry.Name name = new Entry.Name("dependencies of job", "key");
        assertThat(save(pinned, name, "modules", false).name()).isEqualTo(name);
        store.delete(new Entry.Name("dependencies of job", "key").id());
        assertThat(pinned.list()).isEmpty();
    }

    @Test
    @Requirement("S45")
    void whatIsDamagedGoesFromTheStoreTooUnlessThatHasAnotherOneByNow() throws Exception {
        save(pinned, OWN, "bad", false);
        try (CacheStore.Lease lease = pinned.open(pinned.find(WANTED))) {
            assertThat(lease.condemn()).isTrue();
        }
        assertThat(pinned.list()).isEmpty();
        assertThat(store.list()).isEmpty();

        save(pinned, OWN, "bad", false);
        save(store, OWN, "another", true);
        try (CacheStore.Lease lease = pinned.open(pinned.find(WANTED))) {
            lease.condemn();
        }
        assertThat(read(pinned, pinned.find(WANTED))).isEqualTo("another");
    }

    @Test
    void whatIsKeptAndStoredIsListedOnceAndGoesFromTheStoreAlone() throws Exception {
        Entry saved = save(pinned, OWN, "built", false);
        Entry other = save(store, new Entry.Name("main", "key-2"), "other", false);
        assertThat(pinned.keep(saved)).isTrue();
        assertThat(pinned.list()).extracting(Entry::name).containsExactly(OWN, other.name());
        assertThat(pinned.find(new Wanted(List.of("main"), "key-3", List.of("key"))))
                .as("the next best of the store")
                .isEqualTo(other);
        assertThat(pinned.find(new Wanted(List.of("main"), "key-3", List.of()))).isNull();
        assertThat(pinned.delete(OWN.id())).isTrue();
        assertThat(pinned.delete(OWN.id())).isFalse();
        assertThat(pinned.keep(saved)).as("it is kept already").isTrue();
        assertThat(read(pinned, saved)).isEqualTo("built");
        assertThat(pinned.verify())
                .as("its digest is made up")
                .containsOnlyKeys(other.name().id());
    }

    @Test
    void whoHasReadWhatIsKeptLeavesNothingLocked() throws Exception {
        Entry saved = save(pinned, OWN, "built", false);
        try (CacheStore.Lease lease = pinned.open(saved)) {
            assertThat(lease.entry().name()).isEqualTo(OWN);
            assertThat(dir.resolve("pins/locks")).isNotEmptyDirectory();
        }
        assertThat(dir.resolve("pins/locks")).isEmptyDirectory();
    }

    @Test
    void whatCannotBeKeptIsUsedFromTheStore() throws Exception {
        Files.delete(dir.resolve("pins/entries"));
        Files.writeString(dir.resolve("pins/entries"), "in the way");
        Entry entry = save(store, OWN, "built", false);
        assertThat(pinned.keep(entry)).isTrue();
        assertThat(read(pinned, entry)).isEqualTo("built");
    }

    @Test
    @Requirement("S45")
    void whatIsDamagedGoesEvenWhereTheStoreHasItNoMore() throws Exception {
        save(pinned, OWN, "bad", false);
        store.delete(OWN.id());
        try (CacheStore.Lease lease = pinned.open(pinned.find(WANTED))) {
            assertThat(lease.condemn()).isTrue();
        }
        assertThat(pinned.list()).isEmpty();
    }

    @Test
    @Requirement("S45")
    void anInterruptIsNotForgottenWhereSomethingIsDamaged() throws Exception {
        save(pinned, OWN, "bad", false);
        try (CacheStore.Lease lease = pinned.open(pinned.find(WANTED))) {
            Thread.currentThread().interrupt();
            assertThat(lease.condemn()).isTrue();
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(store.list()).as("whoever uses it next finds out").hasSize(1);
        assertThat(pinned.find(WANTED)).isEqualTo(store.list().get(0));
    }

    @Test
    void aCopyLeavesTheDiskAsFreeAsItShouldBe() throws Exception {
        Path memory = Path.of("/dev/shm");
        assumeTrue(
                Files.isWritable(memory) && !Files.getFileStore(memory).equals(Files.getFileStore(dir)),
                "there is another disk");
        Path other = Files.createTempDirectory(memory, "store");
        try {
            store = new DirectoryCacheStore(other, Quota.DEFAULT, InstantSource.system());
            pinned = new PinnedStore(store, dir.resolve("pins"), "job", Long.MAX_VALUE);
            Entry entry = save(store, OWN, "built", false);
            assertThat(pinned.keep(entry)).as("it is used from the store").isTrue();
            assertThat(read(pinned, entry)).isEqualTo("built");
            store.delete(OWN.id());
            assertThat(pinned.find(WANTED)).isNull();
        } finally {
            Trees.delete(other);
        }
    }

    @Test
    void whatSomebodyRemovesAtOnceIsKeptAllTheSame() throws Exception {
        CacheStore hasty = new HastyStore(store);
        pinned = new PinnedStore(hasty, dir.resolve("pins"), "job", FREE);
        Entry saved = save(pinned, OWN, "built", false);
        assertThat(store.list()).isEmpty();
        assertThat(read(pinned, saved)).isEqualTo("built");
    }
}
