package io.jenkins.plugins.deployhooks.pipeline.archive;

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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the jobs share the room that there is. */
@Requirement("J")
class RoomTest {
    private static final int BYTES = 20_000;

    @TempDir
    private Path dir;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private Path save(String store, int count) throws Exception {
        Path root = dir.resolve(store);
        for (int i = 0; i < count; i++) {
            now = now.plusSeconds(60);
            Entry.Name name = new Entry.Name(store, store + i);
            new DirectoryCacheStore(root, Quota.DEFAULT, () -> now)
                    .save(name, new CacheStore.Made(Map.of(), "1", false), file -> {
                        Files.write(file, new byte[BYTES]);
                        return new Entry.Content(BYTES, "sha256:" + "0".repeat(64), Map.of());
                    });
        }
        return root;
    }

    private static List<String> kept(Path root) throws Exception {
        List<String> keys = new ArrayList<>();
        new Inventory(root)
                .contents()
                .items()
                .forEach(item -> keys.add(item.entry().name().key()));
        return keys;
    }

    @Test
    void forksPushOutWhatForksHaveLeftAndNoMoreThanTheirShareOfAnythingElse() throws Exception {
        Path main = save("main", 9);
        Path one = save("fork-one-", 3);
        Path two = save("fork-two-", 3);
        // Room for ten and a bit, for what describes them.
        assertThat(Room.make(List.of(one, two), List.of(main), BYTES * 10L + 15_000))
                .isEmpty();
        assertThat(kept(one)).isEmpty();
        assertThat(kept(two)).containsExactly("fork-two-2", "fork-two-1");
        assertThat(kept(main)).hasSize(8).doesNotContain("main0");
    }

    @Test
    void whatForksDoNotUseIsForTheOthers() throws Exception {
        Path main = save("main", 9);
        Path fork = save("fork", 1);
        Room.make(List.of(fork), List.of(main), BYTES * 10L + 15_000);
        assertThat(kept(main)).hasSize(9);
        assertThat(kept(fork)).hasSize(1);
        Room.make(List.of(fork), List.of(main), BYTES * 5L + 10_000);
        assertThat(kept(main)).hasSize(4);
        assertThat(kept(fork))
                .as("others do not push out the share of the forks")
                .hasSize(1);
    }
}
