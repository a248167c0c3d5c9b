package io.jenkins.plugins.deployhooks.engine.cache.store;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.disk.DiskFault;
import io.jenkins.plugins.deployhooks.engine.cache.disk.NameLocks;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The directory of a store as people look at it, who want to see damaged archives before they go. Looking changes nothing
 * there and waits for nobody, so it needs no permission to write. Safe for use beside any number of other processes.
 */
public final class Inventory {
    /** What describes an archive has a few KiB; what is larger is no such thing. */
    private static final long LONGEST_DESCRIPTION = 64L * 1024 * 1024;

    private static final long POLL_MILLIS = 20;
    private static final int LOOKS = 3;
    private static final int MOST_LOOKS = 30;
    private static final long PAUSE_NANOS = 1_000_000;

    private final Path root;
    private final Path entries;

    /** What is in the directory of a {@link DirectoryCacheStore}, which may be missing. */
    public Inventory(Path directory) {
        this.root = directory.toAbsolutePath();
        this.entries = root.resolve(Staging.ENTRIES);
    }

    /**
     * What is there.
     *
     * @param items what has the place of an archive, the most recently used first
     * @param foreign names in the place of archives that no store makes
     */
    public record Contents(List<Item> items, List<String> foreign) {
        public Contents {
            items = List.copyOf(items);
            foreign = List.copyOf(foreign);
        }
    }

    /**
     * What has the place of an archive.
     *
     * @param id its {@link Entry.Name#id}
     * @param entry what is known of it; null: nothing
     * @param fault what is wrong, as far as that shows without reading the archive; null: nothing
     * @param file the archive as a file, or all that is in its place
     */
    public record Item(
            String id,
            @CheckForNull Entry entry,
            @CheckForNull Fault fault,
            OnDisk file) {

        /** Whether {@code other} is the same archive; a later use of it changes nothing. */
        public boolean isSameAs(Item other) {
            if (entry == null || other.entry == null) {
                return entry == other.entry;
            }
            return entry.times().created().equals(other.entry.times().created())
                    && entry.content().equals(other.entry.content());
        }
    }

    /** How much the disk has of it, in bytes, and when it was last used. */
    public record OnDisk(Path path, long bytes, Instant lastUsed) {}

    /**
     * What is wrong with an archive.
     *
     * @param reason a clause for people
     * @param damaged whether it is of no use for anybody; false: it could not be read, by this user or this time
     */
    public record Fault(String reason, boolean damaged) {}

    /** How a removal ended. */
    public enum Removal {
        REMOVED,
        /** Somebody restores it, or makes another one in its place. */
        IN_USE,
        /** Somebody else removed it, or put another one in its place, which stays. */
        CHANGED
    }

    /**
     * All that is there; nothing where there is no directory.
     *
     * @throws IOException if the directory cannot be read, with the reason for people
     */
    public Contents contents() throws IOException {
        List<Item> items = new ArrayList<>();
        List<String> foreign = new ArrayList<>();
        try (DirectoryStream<Path> places = Files.newDirectoryStream(entries)) {
            for (Path place : places) {
                String name = Objects.requireNonNull(place.getFileName()).toString();
                Item item = Staging.ID.matcher(name).matches() ? find(name) : null;
                if (item != null) {
                    items.add(item);
                } else if (!Staging.ID.matcher(name).matches()) {
                    foreign.add(name);
                }
            }
        } catch (NoSuchFileException e) {
            return new Contents(List.of(), List.of());
        } catch (NotDirectoryException e) {
            throw new IOException("the cache cannot be read: " + notADirectory() + " is a file", e);
        } catch (AccessDeniedException e) {
            throw new IOException("the cache cannot be read: " + e.getFile() + " may not be read by this user", e);
        } catch (DirectoryIteratorException e) {
            throw DiskFault.of("the cache cannot be read", root, e.getCause());
        } catch (IOException e) {
            throw DiskFault.of("the cache cannot be read", root, e);
        }
        items.sort(Comparator.comparing((Item item) -> item.file().lastUsed())
                .reversed()
                .thenComparing(Item::id));
        foreign.sort(Comparator.naturalOrder());
        return new Contents(items, foreign);
    }

    private Path notADirectory() {
        Path file = entries;
        for (Path above = file.getParent(); above != null && !Files.exists(file); above = file.getParent()) {
            file = above;
        }
        return file;
    }

    /** What is called {@code id}, which has the form of an id; null: nothing is. */
    @CheckForNull
    public Item find(String id) {
        Item found = look(id);
        // Made anew while we look, the description of the one may meet the file of the other, or none: then look again,
        // until it is the same several times.
        int same = 1;
        for (int i = 0; i < MOST_LOOKS && same < LOOKS && found != null && found.fault() != null; i++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            Item again = look(id);
            boolean agrees = again != null && again.isSameAs(found) && Objects.equals(found.fault(), again.fault());
            same = agrees ? same + 1 : 1;
            found = again;
        }
        return found;
    }

    @CheckForNull
    private Item look(String id) {
        Path place = entries.resolve(id);
        Entry entry = null;
        Fault fault;
        try {
            entry = read(place);
            fault = entry == null ? damaged("what describes it is missing") : fault(entry, place);
        } catch (AccessDeniedException e) {
            fault = new Fault(e.getFile() + " may not be read by this user", false);
        } catch (FileSystemException e) {
            fault = new Fault(e.getReason() == null ? "cannot be read: " + e : e.getReason(), false);
        } catch (IOException e) {
            fault = damaged(clause(e, place));
        }
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return null; // removed while we looked, perhaps
        }
        return new Item(id, entry, fault, onDisk(place, entry));
    }

    /** Who reads it knows where it is, and how JSON is parsed does not matter. */
    private static String clause(IOException fault, Path place) {
        return String.valueOf(fault.getMessage())
                .replace(place + place.getFileSystem().getSeparator(), "its ")
                .replaceAll(" \\([^()]*\\[Source: .*", "");
    }

    @CheckForNull
    private static Entry read(Path place) throws IOException {
        Path description = place.resolve(EntryFile.NAME);
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(description, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            // A pipe would keep us waiting for ever.
            if (!attributes.isRegularFile() || attributes.size() > LONGEST_DESCRIPTION) {
                throw new IOException("its " + EntryFile.NAME + " is something else");
            }
        } catch (NoSuchFileException e) {
            return null;
        } catch (AccessDeniedException e) {
            throw e;
        } catch (FileSystemException e) {
            if (Files.isDirectory(place)) {
                throw e;
            }
            throw new IOException("a file has its place", e);
        }
        return EntryFile.read(place);
    }

    @CheckForNull
    private static Fault fault(Entry entry, Path place) throws IOException {
        try {
            BasicFileAttributes archive = Files.readAttributes(
                    place.resolve(Staging.ARCHIVE), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return archive.size() == entry.content().bytes()
                    ? null
                    : damaged(String.format(
                            Locale.ROOT,
                            "it has %,d bytes, not %,d",
                            archive.size(),
                            entry.content().bytes()));
        } catch (NoSuchFileException e) {
            return damaged("its file is missing");
        }
    }

    private static Fault damaged(String reason) {
        return new Fault(reason, true);
    }

    private static OnDisk onDisk(Path place, @CheckForNull Entry entry) {
        long[] bytes = {0};
        Instant[] changed = {Instant.EPOCH};
        SimpleFileVisitor<Path> sum = new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return visited(directory, attributes, 0);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                return visited(file, attributes, attributes.size());
            }

            private FileVisitResult visited(Path path, BasicFileAttributes attributes, long size) {
                bytes[0] += size;
                changed[0] = path.equals(place) ? attributes.lastModifiedTime().toInstant() : changed[0];
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE; // gone, or not for us: not counted
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @CheckForNull IOException e) {
                return FileVisitResult.CONTINUE;
            }
        };
        try {
            Files.walkFileTree(place, sum);
        } catch (IOException e) {
            throw new IllegalStateException("no fault of a file ends this walk", e);
        }
        Instant lastUsed = entry == null ? changed[0] : entry.times().lastUsed();
        return new OnDisk(place.resolve(Staging.ARCHIVE), bytes[0], lastUsed);
    }

    /**
     * Removes {@code item}.
     *
     * @param patience how long to wait for others who use it
     * @throws IOException if it cannot be removed, with the reason for people
     */
    public Removal remove(Item item, Duration patience) throws IOException, InterruptedException {
        return remove(item, patience, () -> isStill(item));
    }

    /**
     * Removes {@code item} where nobody uses it or has used it since it was looked at; waits for nobody.
     *
     * @throws IOException if it cannot be removed, with the reason for people
     */
    public Removal removeUnused(Item item) throws IOException, InterruptedException {
        return remove(item, Duration.ZERO, () -> {
            Item now = find(item.id());
            return now != null
                    && now.isSameAs(item)
                    && now.file().lastUsed().equals(item.file().lastUsed());
        });
    }

    private Removal remove(Item item, Duration patience, BooleanSupplier condition)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        try {
            Staging staging = new Staging(root, NameLocks.of(root.toRealPath()));
            boolean[] same = {false};
            while (!staging.removeIf(item.id(), () -> same[0] = condition.getAsBoolean())) {
                if (System.nanoTime() - start >= patience.toNanos()) {
                    return Removal.IN_USE;
                }
                // Nobody wakes us when another process gives it up, so look again after a while.
                Thread.sleep(POLL_MILLIS);
            }
            return same[0] ? Removal.REMOVED : Removal.CHANGED;
        } catch (IOException e) {
            throw DiskFault.of("the archive is not removed", root, e);
        }
    }

    /** Whether {@code item} still has its place; a later use of it changes nothing. */
    public boolean isStill(Item item) {
        Item now = find(item.id());
        return now != null && now.isSameAs(item);
    }
}
