package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused.Reason;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryName;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The list of what a restore puts in place by renames: names that end with NUL; one with a slash before that is a directory
 * to be made on the way. It is on the disk because the next restore needs it if this one is killed, and because in memory it
 * would grow with the archive.
 */
final class Journal implements Closeable {
    /** How long names may be was asked when they were accepted. */
    private static final Limits ANY = new Limits(
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            Integer.MAX_VALUE,
            new Limits.Names(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));

    private static final int BLOCK = 64 * 1024;

    private final Path file;
    private final Path part;
    private final OutputStream out;

    /** Does something for each name. */
    interface Action {
        /**
         * Called in the order of the list.
         *
         * @param index of the name, from 0
         * @param made whether it is a directory on the way
         */
        void take(long index, EntryName name, boolean made) throws IOException;
    }

    /** Begins the list that will be {@code file} when it is complete. */
    Journal(Path file) throws IOException {
        this.file = file;
        this.part = file.resolveSibling("journal.part");
        this.out = new BufferedOutputStream(Files.newOutputStream(part));
    }

    /** Adds what is put in place by one rename. */
    void add(EntryName unit) throws IOException {
        out.write(unit.bytes());
        out.write(0);
    }

    /** Adds directories that are made on the way. */
    void addMade(Iterable<EntryName> directories) throws IOException {
        for (EntryName directory : directories) {
            out.write(directory.bytes());
            out.write('/');
            out.write(0);
        }
    }

    /** Looks through what was added so far. */
    void soFar(Action action) throws IOException {
        out.flush();
        read(part, action);
    }

    /** Gives the list its name: from now on it counts. */
    void complete() throws IOException {
        close();
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /**
     * Looks through a list. An interrupt does not end this, since renames that were begun are finished or undone.
     *
     * @throws ArchiveRefused if a name in it leads anywhere else, or is empty: nobody else should have written it, but it
     *     says where files are moved to
     */
    static void read(Path file, Action action) throws IOException {
        EntryRules rules = new EntryRules(ANY);
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        long index = 0;
        long at = 0;
        int length;
        boolean interrupted = false;
        try {
            do {
                interrupted |= Thread.interrupted();
                length = fill(block, file, at);
                at += length;
                for (int i = 0; i < length; i++) {
                    if (block.get(i) != 0) {
                        name.write(block.get(i));
                        continue;
                    }
                    byte[] bytes = name.toByteArray();
                    name.reset();
                    boolean made = bytes.length > 0 && bytes[bytes.length - 1] == '/';
                    EntryName unit = rules.name(EntryName.of(bytes), made);
                    if (unit.length() == 0) {
                        // a list that lost its contents with the power would move the whole target away
                        throw new ArchiveRefused(Reason.DAMAGED, "it has a name that is empty");
                    }
                    action.take(index, unit, made);
                    index++;
                }
            } while (length >= 0);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Reads what is at a place in a file; -1: nothing is there; 0: an interrupt came between. */
    private static int fill(ByteBuffer block, Path file, long at) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.read(block.clear(), at);
        } catch (ClosedByInterruptException e) {
            return 0;
        }
    }
}
