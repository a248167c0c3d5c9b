package io.jenkins.plugins.deployhooks.engine.cache.stores;

import io.jenkins.plugins.deployhooks.engine.cache.store.Inventory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All stores of a machine, each in a directory of its own. */
public final class Stores {
    private static final Comparator<Stored> LEAST_RECENTLY_USED = Comparator.comparing(
                    (Stored stored) -> stored.item().file().lastUsed())
            .thenComparing(stored -> stored.item().file().path());

    private Stores() {}

    /**
     * What came of making room.
     *
     * @param before bytes on the disk before
     * @param after bytes on the disk afterwards
     * @param removed the archives that went, in that order
     * @param faults what could not be looked at or removed, for people, a clause each
     */
    public record Room(long before, long after, List<Path> removed, List<String> faults) {
        public Room {
            removed = List.copyOf(removed);
            faults = List.copyOf(faults);
        }
    }

    private record Stored(Inventory inventory, Inventory.Item item) {}

    /**
     * Removes the least recently used archives of all stores until they have at most {@code bytes} together. One in use stays,
     * and so does the most recently used one of all, whatever its size. A fault of one store keeps no other from giving way.
     *
     * @param roots the directories of the stores; one that is missing has nothing
     */
    public static Room makeRoom(List<Path> roots, long bytes) throws InterruptedException {
        List<String> faults = new ArrayList<>();
        List<Stored> all = new ArrayList<>();
        for (Path root : roots) {
            Inventory inventory = new Inventory(root);
            try {
                inventory.contents().items().forEach(item -> all.add(new Stored(inventory, item)));
            } catch (IOException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        all.sort(LEAST_RECENTLY_USED);
        long before =
                all.stream().mapToLong(stored -> stored.item().file().bytes()).sum();
        long left = before;
        List<Path> removed = new ArrayList<>();
        for (int i = 0; i < all.size() - 1 && left > bytes; i++) {
            Stored stored = all.get(i);
            if (remove(stored, faults)) {
                left -= stored.item().file().bytes();
                removed.add(stored.item().file().path());
            }
        }
        return new Room(before, left, removed, faults);
    }

    private static boolean remove(Stored stored, List<String> faults) throws InterruptedException {
        try {
            return stored.inventory().removeUnused(stored.item()) == Inventory.Removal.REMOVED;
        } catch (IOException e) {
            faults.add(String.valueOf(e.getMessage()));
            return false;
        }
    }
}
