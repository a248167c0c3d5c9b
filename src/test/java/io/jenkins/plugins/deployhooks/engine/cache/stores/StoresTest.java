package io.jenkins.plugins.deployhooks.engine.cache.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Inventory;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which archives of many stores make room. */
@Requirement("S45")
class StoresTest {
    @TempDir
    private Path temporary;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final List<Path> roots = new ArrayList<>();

    private CacheStore store(String name) throws Exception {
        Path root = temporary.resolve(name);
        if (!roots.contains(root)) {
            roots.add(root);
        }
        return new DirectoryCacheStore(root, Quota.DEFAULT, () -> now);
    }

    private Entry save(String store, String key, int bytes) throws Exception {
        now = now.plusSeconds(60);
        return store(store).save(new Entry.Name(store, key), new CacheStore.Made(Map.of(), "1", false), file -> {
            Files.write(file, new byte[bytes]);
            return new Entry.Content(bytes, "sha256:" + "0".repeat(64), Map.of());
        });
    }

    private Set<String> kept() throws Exception {
        return sizes().keySet();
    }

    private long bytes() throws Exception {
        return Stores.makeRoom(roots, Long.MAX_VALUE).before();
    }

    @Test
    void theLeastRecentlyUsedOnesGoWhoeversTheyAre() throws Exception {
        Entry first = save("shop", "a", 10_000);
        save("blog", "b", 10_000);
        save("shop", "c", 10_000);
        save("wiki", "d", 10_000);
        now = now.plusSeconds(60);
        store("shop").open(first).close();
        Stores.Room room = Stores.makeRoom(roots, 25_000);
        assertThat(kept()).containsExactlyInAnyOrder("a", "d");
        assertThat(room.removed()).hasSize(2);
        assertThat(room.after()).isEqualTo(bytes()).isLessThan(25_000);
        assertThat(room.before() - room.after()).isGreaterThan(20_000);
        assertThat(room.faults()).isEmpty();
    }

    @Test
    void whatFitsStays() throws Exception {
        save("shop", "a", 10_000);
        save("blog", "b", 10_000);
        assertThat(Stores.makeRoom(roots, 100_000).removed()).isEmpty();
        assertThat(Stores.makeRoom(roots, bytes()).removed()).as("to the byte").isEmpty();
        assertThat(kept()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void theMostRecentlyUsedOneStaysWhateverItsSize() throws Exception {
        save("shop", "a", 10_000);
        save("blog", "b", 90_000);
        Stores.makeRoom(roots, 0);
        assertThat(kept()).containsExactly("b");
    }

    @Test
    void oneInUseStaysAndTheNextOneGoes() throws Exception {
        Entry used = save("shop", "a", 10_000);
        CacheStore shop = store("shop");
        try (CacheStore.Lease lease = shop.open(used)) {
            // Opened when it was saved: among those of the three it is the least recently used one.
            save("blog", "b", 10_000);
            save("blog", "c", 10_000);
            Stores.makeRoom(roots, 25_000);
            assertThat(kept()).containsExactlyInAnyOrder("a", "c");
            assertThat(lease.file()).exists();
        }
        Stores.makeRoom(roots, 15_000);
        assertThat(kept()).containsExactly("c");
    }

    @Test
    void whatWasUsedSinceItWasLookedAtStays() throws Exception {
        Entry entry = save("shop", "a", 10_000);
        Inventory inventory = new Inventory(temporary.resolve("shop"));
        Inventory.Item item = inventory.find(entry.name().id());
        now = now.plusSeconds(60);
        store("shop").open(entry).close();
        assertThat(inventory.removeUnused(item)).isEqualTo(Inventory.Removal.CHANGED);
        assertThat(inventory.removeUnused(inventory.find(entry.name().id()))).isEqualTo(Inventory.Removal.REMOVED);
        assertThat(kept()).isEmpty();
    }

    @Test
    void aStoreThatIsMissingOrNoneKeepsNoOtherFromGivingWay() throws Exception {
        save("shop", "a", 10_000);
        save("shop", "b", 10_000);
        Files.writeString(temporary.resolve("file"), "");
        List<Path> all = new ArrayList<>(List.of(temporary.resolve("missing"), temporary.resolve("file")));
        all.addAll(roots);
        Stores.Room room = Stores.makeRoom(all, 0);
        assertThat(room.removed()).hasSize(1);
        assertThat(room.faults()).singleElement().asString().contains("is a file");
        assertThat(temporary.resolve("missing")).doesNotExist();
        assertThat(kept()).containsExactly("b");
    }

    /** The oldest ones, as many as needed, and not one more. */
    @RepeatedTest(12)
    void noMoreThanNeededGo(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            save("store-" + random.nextInt(3), "key-" + i, 1 + random.nextInt(20_000));
            keys.add("key-" + i);
        }
        Map<String, Long> sizes = sizes();
        long limit = random.nextInt((int) bytes());
        Stores.Room room = Stores.makeRoom(roots, limit);
        int removed = room.removed().size();
        List<String> expected = keys.subList(removed, keys.size());
        assertThat(kept()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(room.after())
                .isEqualTo(expected.stream().mapToLong(sizes::get).sum());
        assertThat(room.after() <= limit || expected.size() == 1).isTrue();
        if (removed > 0) {
            assertThat(room.after() + sizes.get(keys.get(removed - 1)))
                    .as("with the one that went last it was too much")
                    .isGreaterThan(limit);
        }
    }

    private Map<String, Long> sizes() throws Exception {
        Map<String, Long> sizes = new HashMap<>();
        for (Path root : roots) {
            for (Inventory.Item item : new Inventory(root).contents().items()) {
                sizes.put(item.entry().name().key(), item.file().bytes());
            }
        }
        return sizes;
    }

    @Test
    void aStoreThatGivesNothingBackIsToldAndTheOthersGiveWay() throws Exception {
        save("shop", "a", 10_000);
        save("blog", "b", 10_000);
        save("blog", "c", 10_000);
        Path staging = temporary.resolve("shop/staging");
        Files.delete(staging);
        Files.writeString(staging, "in the way");
        Stores.Room room = Stores.makeRoom(roots, 0);
        assertThat(kept()).containsExactlyInAnyOrder("a", "c");
        assertThat(room.faults()).singleElement().asString().startsWith("the archive is not removed: ");
        assertThat(room.removed()).hasSize(1);
        assertThat(room.after()).isEqualTo(bytes());
    }

    @Test
    void ofThoseUsedAtTheSameMomentTheOrderOfNamesDecides() throws Exception {
        Instant then = now;
        for (String key : List.of("a", "b", "c")) {
            now = then;
            save("shop", key, 10_000);
        }
        Stores.Room room = Stores.makeRoom(roots, 0);
        assertThat(room.removed()).hasSize(2).isSorted();
    }
}
