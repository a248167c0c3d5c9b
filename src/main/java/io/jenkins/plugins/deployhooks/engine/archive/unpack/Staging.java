package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.archive.Notes;
import io.jenkins.plugins.deployhooks.engine.archive.file.FileFacts;
import io.jenkins.plugins.deployhooks.engine.archive.file.FileNames;
import io.jenkins.plugins.deployhooks.engine.archive.file.Omissions;
import io.jenkins.plugins.deployhooks.engine.archive.file.Removal;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The directory where a target is prepared: beside the target, or in it where that is no place on the same disk. It has
 * one name for each target, so what a killed restore left is found, undone or completed, and removed by the next one; a
 * lock, which no process outlives, tells a killed restore from one that runs.
 */
final class Staging implements Closeable {
    private static final String LOCK = "lock";
    private static final String KEPT = "kept-";
    private static final byte[] SUFFIX = ".restoring".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_NAME = 240;

    /** Nothing is in it but its last byte. */
    private static final long LARGEST_LOCK = 1L << 30;

    /** The system's lock is one for the whole process, and given up by whoever closes the file. */
    private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

    private final Path target;
    private final Path place;
    private final FileChannel lock;
    private final Notes notes;

    private Staging(Path target, Path place, FileChannel lock, Notes notes) {
        this.target = target;
        this.place = place;
        this.lock = lock;
        this.notes = notes;
    }

    /**
     * Takes the staging directory of {@code target}, with whatever is left in it.
     *
     * @param target with no link in its path
     * @throws IOException if another restore has it, or it cannot be made
     */
    static Staging of(Path target, Notes notes) throws IOException {
        Path place = placeFor(target);
        if (!HERE.add(place)) {
            throw taken(target, null);
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
            locked = held != null && isThere(lock, place.resolve(LOCK));
            if (!locked) {
                throw taken(target, null);
            }
            return new Staging(target, place, lock, notes);
        } catch (NoSuchFileException e) {
            throw taken(target, e); // which has just removed the directory
        } finally {
            if (!locked) {
                HERE.remove(place);
                if (lock != null) {
                    lock.close();
                }
            }
        }
    }

    /**
     * Whether the lock is on the file that has its name. Another restore may have removed that between the opening and the
     * locking, and a third one made it anew. A size of their own tells the files apart; to open the name once more would
     * give the lock up.
     */
    private static boolean isThere(FileChannel lock, Path name) throws IOException {
        long size = ThreadLocalRandom.current().nextLong(1, LARGEST_LOCK);
        lock.truncate(0).write(ByteBuffer.wrap(new byte[1]), size - 1);
        return Files.size(name) == size;
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

    /**
     * Removes everything but the lock, and what was kept. The journal goes first: without it the rest means nothing. What
     * cannot be removed is kept: the next restore needs the names.
     */
    void empty() throws IOException {
        Files.deleteIfExists(journal());
        try (DirectoryStream<Path> left = Files.newDirectoryStream(place)) {
            for (Path file : left) {
                if (!file.endsWith(LOCK) && !isKept(file)) {
                    remove(file);
                }
            }
        }
    }

    private void remove(Path file) throws IOException {
        try {
            Removal.of(file);
        } catch (IOException e) {
            keep(file, "cannot be removed (" + e + ")");
        }
    }

    /** Puts aside what is no part of any restore any more, and says so. */
    void keep(Path file, String why) throws IOException {
        int number = 1;
        while (Removal.isThere(place.resolve(KEPT + number))) {
            number++;
        }
        Path kept = Files.move(file, place.resolve(KEPT + number));
        notes.add("Something that was replaced in " + target + " " + why + ". It is left in " + kept + ".");
    }

    private static boolean isKept(Path file) {
        return String.valueOf(file.getFileName()).startsWith(KEPT);
    }

    /** Removes everything and gives the directory up. While there is a journal everything stays for the next restore. */
    @Override
    public void close() throws IOException {
        try (lock) {
            if (!Files.exists(journal())) {
                empty();
                Files.deleteIfExists(place.resolve(LOCK));
                removePlace();
            }
        } finally {
            HERE.remove(place);
        }
    }

    private void removePlace() throws IOException {
        try {
            Files.deleteIfExists(place);
        } catch (DirectoryNotEmptyException e) {
            // what was kept is in it, or the lock of a restore that begins at this moment: both use it further
            return;
        }
    }

    private static Path placeFor(Path target) throws IOException {
        Path parent = target.getParent();
        Path name = target.getFileName();
        if (parent != null && name != null) {
            boolean exists = Files.exists(target);
            if (!exists || Files.isWritable(parent) && device(parent).equals(device(target))) {
                return FileNames.resolve(parent, nameFor(FileNames.component(target)));
            }
        }
        return target.resolve(Omissions.STAGING);
    }

    /** A name that is not longer than names may be. */
    private static byte[] nameFor(byte[] target) throws IOException {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        name.write('.');
        if (target.length <= LONGEST_NAME) {
            name.write(target);
        } else {
            name.write(target, 0, LONGEST_NAME - 10);
            name.write('-');
            name.write(Integer.toHexString(Arrays.hashCode(target)).getBytes(StandardCharsets.US_ASCII));
        }
        name.write(SUFFIX);
        return name.toByteArray();
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
            // One look: between two, another restore may remove the directory, whose absence would seem to be a file.
            if (FileFacts.of(place).kind() != FileFacts.Kind.DIRECTORY) {
                throw new IOException(place + " is in the way: the restore needs a directory there", e);
            }
        }
    }

    private static IOException taken(Path target, @CheckForNull IOException cause) {
        return new IOException("Another restore into " + target + " is under way", cause);
    }
}
