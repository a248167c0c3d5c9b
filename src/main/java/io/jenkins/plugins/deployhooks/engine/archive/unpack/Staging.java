package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import io.jenkins.plugins.deployhooks.engine.archive.file.Omissions;
import io.jenkins.plugins.deployhooks.engine.archive.file.Removal;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The directory where a target is prepared: beside the target, or in it where that is no place on the same disk. It has
 * one name for each target, so what a killed restore left is found, undone or completed, and removed by the next one; a
 * lock, which no process outlives, tells a killed restore from one that runs.
 */
final class Staging implements Closeable {
    private static final String LOCK = "lock";

    /** The system's lock is one for the whole process, and given up by whoever closes the file. */
    private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

    private final Path target;
    private final Path place;
    private final FileChannel lock;

    private Staging(Path target, Path place, FileChannel lock) {
        this.target = target;
        this.place = place;
        this.lock = lock;
    }

    /**
     * Takes the staging directory of {@code target}, with whatever is left in it.
     *
     * @param target with no link in its path
     * @throws IOException if another restore has it, or it cannot be made
     */
    static Staging of(Path target) throws IOException {
        Path place = placeFor(target);
        if (!HERE.add(place)) {
            throw taken(target);
        }
        FileChannel lock = null;
        boolean locked = false;
        try {
            create(place);
            lock = FileChannel.open(
                    place.resolve(LOCK),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            FileLock held = lock.tryLock();
            locked = held != null;
            if (!locked) {
                throw taken(target);
            }
            return new Staging(target, place, lock);
        } finally {
            if (!locked) {
                HERE.remove(place);
                if (lock != null) {
                    lock.close();
                }
            }
        }
    }

    /** Where it will be. */
    Path target() {
        return target;
    }

    /** Where it is prepared. */
    Path prepared() {
        return place.resolve("new");
    }

    /** Where what it replaces goes. */
    Path replaced() {
        return place.resolve("old");
    }

    /** The list of what is replaced, there while it is. */
    Path journal() {
        return place.resolve("journal");
    }

    /** There once all is in place. */
    Path committed() {
        return place.resolve("committed");
    }

    /** Removes everything but the lock. The journal goes first: without it the rest means nothing. */
    void empty() throws IOException {
        Files.deleteIfExists(journal());
        try (DirectoryStream<Path> left = Files.newDirectoryStream(place)) {
            for (Path file : left) {
                if (!file.endsWith(LOCK)) {
                    Removal.of(file);
                }
            }
        }
    }

    /** Removes everything and gives the directory up. */
    @Override
    public void close() throws IOException {
        try (lock) {
            empty();
            Removal.of(place);
        } finally {
            HERE.remove(place);
        }
    }

    private static Path placeFor(Path target) throws IOException {
        Path parent = target.getParent();
        Path name = target.getFileName();
        if (parent != null && name != null) {
            boolean exists = Files.exists(target);
            if (!exists || Files.isWritable(parent) && device(parent).equals(device(target))) {
                return parent.resolve("." + name + ".restoring");
            }
        }
        return target.resolve(Omissions.STAGING);
    }

    private static Object device(Path directory) throws IOException {
        return directory.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? Files.getAttribute(directory, "unix:dev")
                : Files.getFileStore(directory);
    }

    private static void create(Path place) throws IOException {
        try {
            if (place.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectory(
                        place, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectory(place);
            }
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(place + " is in the way: the restore needs a directory there", e);
            }
        }
    }

    private static IOException taken(Path target) {
        return new IOException("Another restore into " + target + " is under way");
    }
}
