package io.jenkins.plugins.deployhooks.engine.cache.store;

import io.jenkins.plugins.deployhooks.engine.cache.disk.DiskFault;
import io.jenkins.plugins.deployhooks.engine.cache.disk.NameLocks;
import io.jenkins.plugins.deployhooks.engine.cache.disk.Trees;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Where archives are made, and from where they get their place by a rename. A directory in it belongs to whoever has the
 * lock of its name; without an owner it is what a killed process left behind.
 */
final class Staging {
    static final String ARCHIVE = "archive";
    static final String ENTRIES = "entries";
    static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private static final String NEW = "new";
    private static final String OLD = "old";

    private final Path staging;
    private final Path entries;
    private final NameLocks locks;

    Staging(Path root, NameLocks locks) throws IOException {
        this.staging = Files.createDirectories(root.resolve("staging"));
        this.entries = Files.createDirectories(root.resolve(ENTRIES));
        this.locks = locks;
    }

    /** The name of the lock for the directory of {@code id} here. */
    static String lockOf(String id) {
        return id + ".staging";
    }

    /** A new, empty directory for the archive {@code id}, whose staging lock the caller has. */
    Path begin(String id) throws IOException {
        clear(id);
        return Files.createDirectories(staging.resolve(id).resolve(NEW));
    }

    /** Gives the archive its place; the caller has both locks of {@code id}. */
    void publish(String id) throws IOException {
        Path made = staging.resolve(id).resolve(NEW);
        Trees.force(made.resolve(ARCHIVE));
        Trees.force(made.resolve(EntryFile.NAME));
        Trees.forceNames(made);
        retire(id);
        Files.move(made, entries.resolve(id), StandardCopyOption.ATOMIC_MOVE);
        Trees.forceNames(entries);
    }

    /** Takes the archive {@code id} from its place, if there is one. */
    private void retire(String id) throws IOException {
        Path entry = entries.resolve(id);
        if (!Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            // By one rename: a process killed from here on leaves no half of an archive that others could find.
            Path away = Files.createDirectories(staging.resolve(id)).resolve(OLD);
            Files.move(entry, away, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!DiskFault.isDiskFull(e)) {
                throw e;
            }
            // Not even room for a directory: without this file nobody finds it either.
            if (!Files.isSymbolicLink(entry)) {
                Files.deleteIfExists(entry.resolve(EntryFile.NAME));
            }
            Trees.delete(entry);
        }
    }

    /** Deletes the directory of {@code id} here, whose staging lock the caller has. */
    void clear(String id) throws IOException {
        Trees.delete(staging.resolve(id));
    }

    /** Removes the archive {@code id}; false: it is in use, or being made. */
    boolean remove(String id) throws IOException, InterruptedException {
        return removeIf(id, () -> true);
    }

    /** Removes {@code entry}; false: it is in use, or was used or replaced since it was read. */
    boolean remove(Entry entry) throws IOException, InterruptedException {
        String id = entry.name().id();
        return removeIf(id, () -> isStill(entry)) && !Files.exists(entries.resolve(id), LinkOption.NOFOLLOW_LINKS);
    }

    /** Removes an archive of which nothing is known (any more), unless it is in use still; then a later sweep does. */
    void condemned(String id) throws IOException, InterruptedException {
        // Looked at again behind the locks: by now it may be another archive.
        removeIf(id, () -> !isKnown(id));
    }

    /** Removes the archive {@code id} where {@code condition} says so behind its locks; false: somebody else has these. */
    boolean removeIf(String id, BooleanSupplier condition) throws IOException, InterruptedException {
        try (NameLocks.Hold making = locks.tryAcquire(lockOf(id), false);
                NameLocks.Hold using = making == null ? null : locks.tryAcquire(id, false)) {
            if (using == null) {
                return false;
            }
            if (condition.getAsBoolean()) {
                clear(id);
                retire(id);
                clear(id);
            }
            return true;
        }
    }

    /** Deletes what processes left behind that have ended: half made archives, and removed ones. */
    void sweep() throws IOException, InterruptedException {
        for (String id : names(staging)) {
            try (NameLocks.Hold hold = locks.tryAcquire(lockOf(id), false)) {
                if (hold != null) {
                    clear(id);
                }
            }
        }
        for (String id : ids()) {
            if (!Files.exists(entries.resolve(id).resolve(EntryFile.NAME), LinkOption.NOFOLLOW_LINKS)) {
                condemned(id);
            }
        }
        locks.sweep();
    }

    /** The ids of all archives in their places, known or not. */
    List<String> ids() throws IOException {
        return names(entries).stream()
                .filter(name -> ID.matcher(name).matches())
                .toList();
    }

    private static List<String> names(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                names.add(Objects.requireNonNull(file.getFileName()).toString());
            }
        }
        return names;
    }

    private boolean isKnown(String id) {
        try {
            return EntryFile.read(entries.resolve(id)) != null;
        } catch (IOException e) {
            // Too many open files, for example, is no reason to remove anything.
            return !(e instanceof EntryFile.Damaged);
        }
    }

    private boolean isStill(Entry entry) {
        try {
            return entry.equals(EntryFile.read(entries.resolve(entry.name().id())));
        } catch (IOException e) {
            return false;
        }
    }

    /** The place of the archive {@code id}, which has the form of an id. */
    Path entry(String id) {
        return entries.resolve(id);
    }
}
