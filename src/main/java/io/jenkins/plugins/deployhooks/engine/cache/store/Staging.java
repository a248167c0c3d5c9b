package io.jenkins.plugins.deployhooks.engine.cache.store;

import io.jenkins.plugins.deployhooks.engine.cache.disk.NameLocks;
import io.jenkins.plugins.deployhooks.engine.cache.disk.Trees;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * Where archives are made, and from where they get their place by a rename. A directory in it belongs to whoever has the
 * lock of its name; without an owner it is what a killed process left behind.
 */
final class Staging {
    static final String ARCHIVE = "archive";

    private final Path staging;
    private final Path entries;
    private final NameLocks locks;

    Staging(Path root, NameLocks locks) throws IOException {
        this.staging = Files.createDirectories(root.resolve("staging"));
        this.entries = Files.createDirectories(root.resolve("entries"));
        this.locks = locks;
    }

    /** The name of the lock for making the archive {@code id}, or for clearing it away. */
    static String lockOf(String id) {
        return id + ".staging";
    }

    /** A new, empty directory for the archive {@code id}, whose staging lock the caller has. */
    Path begin(String id) throws IOException {
        Path directory = staging.resolve(id);
        Trees.delete(directory);
        return Files.createDirectory(directory);
    }

    /** Gives the archive its place; the caller has all locks of {@code id}. */
    void publish(String id, Path staged) throws IOException {
        Trees.force(staged.resolve(ARCHIVE));
        Trees.force(staged.resolve(EntryFile.NAME));
        Trees.forceNames(staged);
        retire(id, staged.resolveSibling(id + ".old"));
        Files.move(staged, entries.resolve(id), StandardCopyOption.ATOMIC_MOVE);
        Trees.forceNames(entries);
        Trees.delete(staged.resolveSibling(id + ".old"));
    }

    /** Removes the archive {@code id}, whose lock the caller has. */
    void remove(String id) throws IOException {
        Path away = staging.resolve(id + ".gone");
        retire(id, away);
        Trees.delete(away);
    }

    private void retire(String id, Path away) throws IOException {
        Path entry = entries.resolve(id);
        Trees.delete(away);
        if (Files.exists(entry)) {
            // First of all nobody finds it any more; a process killed from here on leaves no half of an archive.
            Files.move(entry, away, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Deletes what processes left behind that have ended: half made archives, and removed ones. */
    void sweep() throws IOException, InterruptedException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(staging)) {
            for (Path directory : directories) {
                String name = Objects.requireNonNull(directory.getFileName()).toString();
                try (NameLocks.Hold hold = locks.tryAcquire(lockOf(name.replaceFirst("\\..*", "")), false)) {
                    if (hold != null) {
                        Trees.delete(directory);
                    }
                }
            }
        }
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(entries)) {
            for (Path directory : directories) {
                if (!Files.exists(directory.resolve(EntryFile.NAME))) {
                    condemned(Objects.requireNonNull(directory.getFileName()).toString());
                }
            }
        }
        locks.sweep();
    }

    /** Removes an archive of which nothing is known (any more), unless it is in use still; then a later sweep does. */
    void condemned(String id) throws IOException, InterruptedException {
        try (NameLocks.Hold hold = locks.tryAcquire(id, false)) {
            // Looked at again behind the lock: by now it may be another archive.
            if (hold != null && !isKnown(id)) {
                remove(id);
            }
        }
    }

    private boolean isKnown(String id) {
        try {
            return EntryFile.read(entries.resolve(id)) != null;
        } catch (IOException e) {
            return false;
        }
    }

    Path entry(String id) {
        return entries.resolve(id);
    }

    Path entries() {
        return entries;
    }
}
