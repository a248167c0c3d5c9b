package io.jenkins.plugins.deployhooks.engine.cache.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.cache.store.Inventory.Item;
import io.jenkins.plugins.deployhooks.engine.cache.store.Inventory.Removal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryTest {
    @TempDir
    private Path root;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private DirectoryCacheStore store;
    private Inventory inventory;

    @BeforeEach
    void open() throws Exception {
        store = new DirectoryCacheStore(root.resolve("store"), Quota.DEFAULT, () -> now);
        inventory = new Inventory(root.resolve("store"));
    }

    private Item save(String key) throws Exception {
        CacheStore.Made made = new CacheStore.Made(Map.of(), "deployment 7", true);
        Entry saved = store.save(
                new Entry.Name("main", key), made, file -> DirectoryCacheStoreTest.write(file, "content of " + key));
        return inventory.find(saved.name().id());
    }

    @Test
    void lookingChangesNothing() throws Exception {
        Path missing = root.resolve("missing");
        assertThat(new Inventory(missing).contents().items()).isEmpty();
        assertThat(missing).doesNotExist();
        Item item = save("a");
        Path entry = item.file().path().resolveSibling("entry.json");
        Files.writeString(entry, "damaged");
        assertThat(inventory.contents().items()).singleElement().satisfies(found -> {
            assertThat(found.entry()).isNull();
            assertThat(found.fault().damaged()).isTrue();
        });
        assertThat(entry).hasContent("damaged");
    }

    @Test
    void whatIsNoFileIsNotWaitedFor() throws Exception {
        Item item = save("a");
        Path entry = item.file().path().resolveSibling("entry.json");
        Files.delete(entry);
        Files.createDirectory(entry);
        assertThat(inventory.find(item.id()).fault())
                .isEqualTo(new Inventory.Fault("its entry.json is something else", true));
        Files.delete(entry);
        Files.createSymbolicLink(entry, Path.of("/dev/zero"));
        assertThat(inventory.find(item.id()).fault().damaged()).isTrue();
        assertThat(inventory.remove(item, Duration.ZERO)).isEqualTo(Removal.CHANGED);
        assertThat(inventory.remove(inventory.find(item.id()), Duration.ZERO)).isEqualTo(Removal.REMOVED);
        assertThat(inventory.find(item.id())).isNull();
    }

    @Test
    void whatWasMadeAnewStays() throws Exception {
        Item before = save("a");
        now = now.plusSeconds(1);
        Item after = save("a");
        assertThat(inventory.isStill(before)).isFalse();
        assertThat(inventory.remove(before, Duration.ZERO)).isEqualTo(Removal.CHANGED);
        assertThat(store.list()).containsExactly(after.entry());
    }

    @Test
    void whatWasOnlyUsedMeanwhileGoes() throws Exception {
        Item before = save("a");
        now = now.plusSeconds(1);
        store.open(before.entry()).close();
        assertThat(inventory.isStill(before)).isTrue();
        assertThat(inventory.remove(before, Duration.ZERO)).isEqualTo(Removal.REMOVED);
        assertThat(inventory.remove(before, Duration.ZERO)).isEqualTo(Removal.CHANGED);
    }

    @Test
    @Tag("long")
    void whatIsMadeAnewWhileWeLookIsNeverHalfOfEach() throws Exception {
        Item first = save("a");
        CompletableFuture<Void> saving = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 300; i++) {
                String text = "x".repeat(1 + i % 50);
                CacheStore.Made made = new CacheStore.Made(Map.of(), "deployment 8", true);
                try {
                    now = now.plusSeconds(1);
                    store.save(first.entry().name(), made, file -> DirectoryCacheStoreTest.write(file, text));
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        int seen = 0;
        while (!saving.isDone()) {
            for (Item item : inventory.contents().items()) {
                assertThat(item.fault()).isNull();
                seen++;
            }
        }
        saving.get(1, TimeUnit.MINUTES);
        assertThat(seen).isPositive();
    }

    @Test
    void whatIsInUseStays() throws Exception {
        Item item = save("a");
        try (CacheStore.Lease lease = store.open(item.entry())) {
            assertThat(inventory.remove(item, Duration.ofMillis(50))).isEqualTo(Removal.IN_USE);
            assertThat(lease.file()).exists();
        }
        assertThat(inventory.remove(item, Duration.ofSeconds(10))).isEqualTo(Removal.REMOVED);
    }

    @Test
    void whoWaitsForWhatIsInUseRemovesItOnceItIsGivenUp() throws Exception {
        Item item = save("a");
        CompletableFuture<Removal> removal = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                removal.complete(inventory.remove(item, Duration.ofMinutes(1)));
            } catch (IOException | InterruptedException e) {
                removal.completeExceptionally(e);
            }
        });
        try (CacheStore.Lease lease = store.open(item.entry())) {
            waiting.start();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (waiting.isAlive()
                    && waiting.getState() != Thread.State.TIMED_WAITING
                    && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(waiting.getState()).as("it looks again after a while").isNotEqualTo(Thread.State.TERMINATED);
            assertThat(lease.file()).exists();
        }
        assertThat(removal.get(1, TimeUnit.MINUTES)).isEqualTo(Removal.REMOVED);
        assertThat(inventory.find(item.id())).isNull();
    }

    @Test
    void whatIsNoDirectoryIsTold() throws Exception {
        Path file = Files.writeString(root.resolve("file"), "");
        assertThatThrownBy(() -> new Inventory(file.resolve("below")).contents())
                .isInstanceOf(IOException.class)
                .hasMessage("the cache cannot be read: " + file + " is a file");
    }
}
