package io.jenkins.plugins.deployhooks.pipeline.account;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Up to where the output of an attempt is known here, and how long the hook's log was then. Both are kept in one small file,
 * so that a controller that was killed in between finds what its log has too much, cuts it off, and asks for it again: every
 * byte of the output is in the log once. Not safe for use by several threads.
 */
final class OutputPosition implements Closeable {
    private static final String FORM = "%019d %019d %019d";

    private final Path file;
    private long base;
    private long position;

    @CheckForNull
    private RandomAccessFile kept;

    private OutputPosition(Path file, long base, long position) {
        this.file = file;
        this.base = base;
        this.position = position;
    }

    /**
     * As it was kept in {@code file}, or at the beginning. What {@code log} has too much is cut off. A log that has too
     * little (the machine crashed, not the controller alone) begins anew: then nothing of the output is known.
     *
     * @throws IOException where the log cannot be cut
     */
    static OutputPosition open(Path file, Path log) throws IOException {
        long length = Files.exists(log) ? Files.size(log) : 0;
        Kept kept = read(file);
        if (kept == null || !kept.isPossible() || kept.base() > length) {
            return new OutputPosition(file, length, 0);
        }
        boolean whole = kept.log() <= length;
        long end = whole ? kept.log() : kept.base();
        if (end < length) {
            try (FileChannel cut = FileChannel.open(log, StandardOpenOption.WRITE)) {
                cut.truncate(end);
            }
        }
        return new OutputPosition(file, kept.base(), whole ? kept.position() : 0);
    }

    /**
     * A line of the file.
     *
     * @param base how long the log was before the output
     * @param position how many bytes of the output were known
     * @param log how long the log was then
     */
    private record Kept(long base, long position, long log) {
        boolean isPossible() {
            return base >= 0 && position >= 0 && log >= base;
        }
    }

    @CheckForNull
    private static Kept read(Path file) throws IOException {
        try {
            String[] numbers =
                    Files.readString(file, StandardCharsets.US_ASCII).strip().split(" ");
            return numbers.length != 3
                    ? null
                    : new Kept(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
        } catch (NoSuchFileException | NumberFormatException e) {
            return null; // nothing yet, or torn in a crash of the machine: some output is seen twice, none is missed
        }
    }

    /** How many bytes of the output are known. */
    long position() {
        return position;
    }

    /** How long the log was before the output, in bytes; what was there is of earlier attempts, or the header. */
    long base() {
        return base;
    }

    /** {@code count} more bytes are known, in memory. */
    void add(long count) {
        position += count;
    }

    /** The log is {@code length} long, and its next byte is the first one of the output. */
    void begin(long length) throws IOException {
        base = length;
        keep(position, length);
    }

    /**
     * Keeps that the log was {@code length} long when {@code known} bytes of the output were in it.
     *
     * @throws IOException where it cannot be written: what was kept before counts then
     */
    void keep(long known, long length) throws IOException {
        RandomAccessFile out = kept;
        if (out == null) {
            // Not a channel: the thread is of the agent's connection, which interrupts it when it breaks.
            out = new RandomAccessFile(file.toFile(), "rw");
            kept = out;
        }
        // in place and of one length: a process that is killed writes all of it or nothing
        out.seek(0);
        out.write((FORM.formatted(base, known, length) + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        if (kept != null) {
            kept.close();
        }
    }

    /** Nobody will ask any more. */
    void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
