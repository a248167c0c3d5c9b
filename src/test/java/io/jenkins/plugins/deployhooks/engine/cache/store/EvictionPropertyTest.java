package io.jenkins.plugins.deployhooks.engine.cache.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Which archives make room. */
@Requirement({"S45"})
class EvictionPropertyTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration AGE = Duration.ofHours(60);

    private static List<Entry> entries(List<Integer> numbers) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            Instant used = NOW.minus(Duration.ofHours(numbers.get(i) % 101));
            entries.add(new Entry(
                    new Entry.Name("main", "key-" + i),
                    Map.of(),
                    new Entry.Content(numbers.get(i) / 101, "sha256:" + "0".repeat(64), Map.of()),
                    new Entry.Times(used, used),
                    "test"));
        }
        return entries;
    }

    private static long bytes(List<Entry> entries) {
        return entries.stream().mapToLong(entry -> entry.content().bytes()).sum();
    }

    @Property(tries = 500)
    void theLeastRecentlyUsedOnesGoAndNoMoreThanNeeded(
            @ForAll @Size(max = 12) List<@IntRange(max = 10_000) Integer> numbers,
            @ForAll @IntRange(max = 600) int quota,
            @ForAll Set<@IntRange(max = 11) Integer> used) {
        List<Entry> all = entries(numbers);
        Set<Entry> inUse = new HashSet<>();
        used.stream().filter(i -> i < all.size()).forEach(i -> inUse.add(all.get(i)));
        List<Entry> removed = new Eviction(new Quota(quota, AGE)).evict(all, NOW, entry -> !inUse.contains(entry));
        List<Entry> kept = new ArrayList<>(all);
        kept.removeAll(removed);

        assertThat(removed).allSatisfy(entry -> assertThat(inUse).doesNotContain(entry));
        List<Entry> young = all.stream()
                .filter(entry -> !entry.times().lastUsed().plus(AGE).isBefore(NOW))
                .toList();
        assertThat(kept)
                .allSatisfy(entry -> assertThat(young.contains(entry) || inUse.contains(entry))
                        .isTrue());
        if (!young.isEmpty()) {
            assertThat(kept).as("never just all").isNotEmpty();
        }
        List<Entry> removable =
                kept.stream().filter(entry -> !inUse.contains(entry)).toList();
        List<Entry> forRoom = removed.stream().filter(young::contains).toList();
        for (Entry gone : forRoom) {
            assertThat(removable)
                    .allSatisfy(entry -> assertThat(entry.times().lastUsed())
                            .isAfterOrEqualTo(gone.times().lastUsed()));
        }
        if (!forRoom.isEmpty()) {
            long last = forRoom.get(forRoom.size() - 1).content().bytes();
            assertThat(bytes(kept) + last).as("the last one had to go").isGreaterThan(quota);
        }
        if (bytes(kept) > quota) {
            assertThat(removable.size())
                    .as("only the newest or those in use are left")
                    .isLessThanOrEqualTo(1);
        }
    }
}
