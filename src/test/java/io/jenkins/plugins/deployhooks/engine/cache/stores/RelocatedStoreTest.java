package io.jenkins.plugins.deployhooks.engine.cache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import io.jenkins.plugins.deployhooks.engine.cache.store.Wanted;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelocatedStoreTest {
    private static final Quota QUOTA = new Quota(1_000_000, Duration.ofDays(30));

    @TempDir
    private Path dir;

    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private DirectoryCacheStore before;
    private DirectoryCacheStore here;
    private RelocatedStore store;

    @BeforeEach
    void open() throws Exception {
        InstantSource clock = () -> now;
        before = new DirectoryCacheStore(dir.resolve("before"), QUOTA, clock);
        here = new DirectoryCacheStore(dir.resolve("here"), QUOTA, clock);
        store = new RelocatedStore(here, List.of(before));
    }

    private static Entry save(CacheStore store, String key, boolean replace, String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        CacheStore.Made made = new CacheStore.Made(Map.of(), "test", replace);
        return store.save(new Entry.Name("job", key), made, file -> {
            Files.write(file, bytes);
            return new Entry.Content(bytes.length, "sha256:" + digest, Map.of());
        });
    }

    private String text(String key) throws Exception {
        Entry found = store.find(new Wanted(List.of("job"), key, List.of()));
        assertThat(found).isNotNull();
        try (CacheStore.Lease lease = store.open(found)) {
            return Files.readString(lease.file());
        }
    }

    private List<String> keys() throws Exception {
        return store.list().stream().map(entry -> entry.name().key()).sorted().toList();
    }

    @Test
    void whatWasThereBeforeIsFoundAndNotMadeAgain() throws Exception {
        Entry old = save(before, "key-1", false, "old");
        assertThat(save(store, "key-1", false, "new")).isEqualTo(old);
        assertThat(text("key-1")).isEqualTo("old");
        assertThat(here.list()).isEmpty();
    }

    @Test
    void whatIsNewIsHereAndAloneCounts() throws Exception {
        save(before, "key-1", false, "old");
        save(store, "key-2", false, "other");
        save(store, "key-1", true, "rebuilt");
        assertThat(text("key-1")).isEqualTo("rebuilt");
        assertThat(before.list()).isEmpty();
        assertThat(here.list()).hasSize(2);
    }

    @Test
    void eachIsListedOnceAndCanBeDeletedWhereverItIs() throws Exception {
        Entry first = save(before, "key-1", false, "old");
        Entry second = save(before, "key-2", false, "old");
        save(here, "key-2", false, "new");
        assertThat(keys()).containsExactly("key-1", "key-2");
        assertThat(text("key-2")).isEqualTo("new");
        assertThat(store.delete(second.name().id())).isTrue();
        assertThat(store.delete(first.name().id())).isTrue();
        assertThat(store.delete(first.name().id())).isFalse();
        assertThat(store.list()).isEmpty();
        assertThat(before.list()).isEmpty();
    }

    @Test
    void whatNobodyUsesGoesByItsAgeFromThereToo() throws Exception {
        save(before, "key-1", false, "old");
        save(before, "key-2", false, "old");
        now = now.plus(Duration.ofDays(31));
        text("key-2");
        save(store, "key-3", false, "new");
        assertThat(keys()).containsExactly("key-2", "key-3");
    }

    @Test
    void whatIsDamagedIsToldOfBothPlaces() throws Exception {
        Entry damaged = save(before, "key-1", false, "old");
        Path entry = dir.resolve("before/entries").resolve(damaged.name().id());
        Files.writeString(entry.resolve("archive"), "???");
        save(here, "key-2", false, "new");
        assertThat(store.verify()).containsOnlyKeys(damaged.name().id());
        assertThat(keys()).containsExactly("key-2");
    }

    @Test
    void whatGoesByItsAgeAtThatMomentIsMadeAnew() throws Exception {
        save(before, "key-1", false, "old");
        now = now.plus(Duration.ofDays(31));
        save(store, "key-1", false, "new");
        assertThat(text("key-1")).isEqualTo("new");
        assertThat(before.list()).isEmpty();
    }

    @Test
    void whatIsHereAloneIsDeletedAndFoundDamagedToo() throws Exception {
        Entry one = save(store, "key-1", false, "new");
        Entry other = save(store, "key-2", false, "new");
        Files.writeString(dir.resolve("here/entries").resolve(other.name().id()).resolve("archive"), "???");
        assertThat(store.delete(one.name().id())).isTrue();
        assertThat(store.verify()).containsOnlyKeys(other.name().id());
        assertThat(store.list()).isEmpty();
    }

    @Test
    void whatWasThereAndIsInUseStaysForAWhile() throws Exception {
        Entry old = save(before, "key-1", false, "old");
        try (CacheStore.Lease lease = store.open(old)) {
            save(store, "key-1", true, "rebuilt");
            assertThat(lease.file()).hasContent("old");
            assertThat(text("key-1")).isEqualTo("rebuilt");
            assertThat(keys()).containsExactly("key-1");
        }
    }
}
