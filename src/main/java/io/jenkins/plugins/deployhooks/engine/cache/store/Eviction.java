package io.jenkins.plugins.deployhooks.engine.cache.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Decides which archives make room: those too old, then the least recently used; never one in use, never just all. */
public final class Eviction {
    private static final Comparator<Entry> LEAST_RECENTLY_USED = Comparator.comparing(
                    (Entry entry) -> entry.times().lastUsed())
            .thenComparing(entry -> entry.name().id());

    private final Quota quota;

    public Eviction(Quota quota) {
        this.quota = quota;
    }

    /**
     * Removes by {@code remove} what has to go from {@code entries}.
     *
     * @param remove removes an archive, or answers false where it is in use; then the next one goes
     * @return what was removed, in that order
     */
    public List<Entry> evict(List<Entry> entries, Instant now, Predicate<Entry> remove) {
        List<Entry> removed = new ArrayList<>();
        long bytes = 0;
        List<Entry> left = new ArrayList<>();
        for (Entry entry : entries.stream().sorted(LEAST_RECENTLY_USED).toList()) {
            if (isTooOld(entry, now) && remove.test(entry)) {
                removed.add(entry);
            } else {
                left.add(entry);
                bytes += entry.content().bytes();
            }
        }
        // The most recently used one stays, whatever its size: it is the one that the next deployment will ask for.
        for (int i = 0; i < left.size() - 1 && bytes > quota.bytes(); i++) {
            Entry entry = left.get(i);
            if (remove.test(entry)) {
                removed.add(entry);
                bytes -= entry.content().bytes();
            }
        }
        return removed;
    }

    private boolean isTooOld(Entry entry, Instant now) {
        // A damaged time stamp may be any; a sum of it would be no time.
        return Duration.between(entry.times().lastUsed(), now).compareTo(quota.age()) > 0;
    }
}
