package io.jenkins.plugins.deployhooks.engine.archive.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Gives new files their modes: at once where the umask allows it, which saves a system call a file. */
public final class Modes {
    private static final int ALL = 0777;
    private static final FileAttribute<?>[] NONE = {};

    private static final int SET_GROUP = 02000;

    private final boolean known;
    private final int umask;

    /** Whether directories get the set-group-id bit from the one they are made in. */
    private final boolean inherited;

    private final FileAttribute<?>[][] attributes = new FileAttribute<?>[ALL + 1][];

    private Modes(boolean known, int umask, boolean inherited) {
        this.known = known;
        this.umask = umask;
        this.inherited = inherited;
        for (int mode = 0; mode <= ALL; mode++) {
            attributes[mode] =
                    known ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions(mode))} : NONE;
        }
    }

    /**
     * Creates {@code directory} and learns the umask from it.
     *
     * @throws IOException if it cannot be created
     */
    public static Modes byCreating(Path directory) throws IOException {
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Files.createDirectory(directory);
            return new Modes(false, 0, false);
        }
        Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(permissions(ALL)));
        int mode = FileFacts.of(directory).mode();
        return new Modes(true, ALL & ~mode, (mode & SET_GROUP) != 0);
    }

    /** What a file is created with. */
    public FileAttribute<?>[] creating(int mode) {
        return attributes[mode & ALL].clone();
    }

    /**
     * Gives a new file the bits that the umask took from it.
     *
     * @throws IOException if it is not ours
     */
    public void complete(Path file, int mode) throws IOException {
        if (known && (mode & umask) != 0) {
            Files.setPosixFilePermissions(file, permissions(mode & ALL));
        }
    }

    /**
     * The same for a new directory, which may also have got a bit.
     *
     * @throws IOException if it is not ours
     */
    public void completeDirectory(Path directory, int mode) throws IOException {
        if (known && (inherited || (mode & umask) != 0)) {
            Files.setPosixFilePermissions(directory, permissions(mode & ALL));
        }
    }

    /**
     * Sets all twelve bits.
     *
     * @throws IOException if it is not ours
     */
    public void set(Path file, int mode) throws IOException {
        if (known) {
            Files.setAttribute(file, "unix:mode", mode);
        }
    }

    /** Makes sure that the owner can do everything with {@code directory}, to move or to empty it. */
    public static void open(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Set<PosixFilePermission> all = EnumSet.copyOf(PosixFilePermissions.fromString("rwx------"));
            all.addAll(Files.getPosixFilePermissions(directory));
            Files.setPosixFilePermissions(directory, all);
        }
    }

    /**
     * Takes back what {@link #open} did.
     *
     * @param mode that {@code directory} had
     * @throws IOException if it is not ours
     */
    public static void giveBack(Path directory, int mode) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Files.setAttribute(directory, "unix:mode", mode);
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        PosixFilePermission[] fromHighest = PosixFilePermission.values();
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < fromHighest.length; bit++) {
            if ((mode & 0400 >> bit) != 0) {
                permissions.add(fromHighest[bit]);
            }
        }
        return permissions;
    }
}
