package io.jenkins.plugins.deployhooks.engine.cache.content;

import io.jenkins.plugins.deployhooks.engine.cache.disk.Replacement;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * What the files of a tree were like when they were last read, and their digests. A file that is still the same is not
 * read again.
 *
 * <p>Racily clean files: a file written twice within one tick of the file system's clock, before and after it was read,
 * looks the same both times. So an entry is believed only where its last change is older than the index's own time stamp
 * by more than a tick; that time stamp comes from the same kind of clock, and is taken before the first file is read.
 */
final class StatIndex {
    private static final int MAGIC = 0x44485331; // DHS1
    private static final int CHECKSUM = Long.BYTES;
    private static final long SECOND = 1_000_000_000L;
    private static final long FINE_TICK = 20_000_000L; // the slowest timer of a Linux kernel ticks every 10 ms
    private static final long COARSE_TICK = 2 * SECOND; // FAT

    private final Map<String, Remembered> files;

    private StatIndex(Map<String, Remembered> files) {
        this.files = files;
    }

    private record Remembered(FileStat stat, byte[] digest) {}

    /** Nothing remembered. */
    static StatIndex empty() {
        return new StatIndex(Map.of());
    }

    /** The digest of {@code file} as it is now; empty: it has to be read. */
    Optional<byte[]> digest(Listed file) {
        Remembered before = files.get(file.path());
        return before != null && before.stat().equals(file.stat()) ? Optional.of(before.digest()) : Optional.empty();
    }

    /** How many files are remembered. */
    int size() {
        return files.size();
    }

    /** Reads an index; one that is missing, damaged or of another version is empty. */
    static StatIndex read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            CRC32C sum = new CRC32C();
            sum.update(bytes, 0, bytes.length - CHECKSUM);
            ByteBuffer in = ByteBuffer.wrap(bytes);
            boolean sound = in.getLong(bytes.length - CHECKSUM) == sum.getValue() && in.getInt() == MAGIC;
            return sound ? read(in, bytes) : empty();
        } catch (IOException | RuntimeException e) {
            // Whatever is wrong with it, such as its length: without an index every file is read, which gives the same
            // digest.
            return empty();
        }
    }

    private static StatIndex read(ByteBuffer in, byte[] bytes) {
        int count = in.getInt();
        Map<String, Remembered> files = new HashMap<>();
        for (int i = 0; i < count; i++) {
            int length = in.getInt();
            String path = new String(bytes, in.position(), length, StandardCharsets.UTF_8);
            in.position(in.position() + length);
            boolean executable = in.get() != 0;
            long size = in.getLong();
            long modified = in.getLong();
            FileStat.Mark mark = new FileStat.Mark(in.getLong(), in.getLong());
            byte[] digest = new byte[FileDigests.LENGTH];
            in.get(digest);
            files.put(path, new Remembered(new FileStat(FileStat.Kind.FILE, executable, size, modified, mark), digest));
        }
        return new StatIndex(files);
    }

    /** Takes the time for an index that will be written to {@code file}, by the clock of the file system there. */
    static long now(Path file) throws IOException {
        Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Files.createDirectories(directory);
        Path probe = Files.createTempFile(directory, ".staged", "");
        try {
            return FileStat.nanos(Files.getLastModifiedTime(probe));
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    /**
     * Writes an index, whole or not at all.
     *
     * @param taken when the first of the files was read, from {@link #now}
     * @param files the files, and their digests in the same order
     */
    static void write(Path file, long taken, List<Listed> files, List<byte[]> digests) throws IOException {
        List<Integer> kept = IntStream.range(0, files.size())
                .filter(i -> isSettled(files.get(i), taken))
                .boxed()
                .toList();
        Replacement.write(file, raw -> {
            CRC32C sum = new CRC32C();
            DataOutputStream out =
                    new DataOutputStream(new CheckedOutputStream(new BufferedOutputStream(raw, 1 << 16), sum));
            out.writeInt(MAGIC);
            out.writeInt(kept.size());
            for (int i : kept) {
                write(out, files.get(i), digests.get(i));
            }
            out.writeLong(sum.getValue());
            out.flush();
        });
    }

    private static void write(DataOutputStream out, Listed file, byte[] digest) throws IOException {
        FileStat stat = file.stat();
        byte[] path = file.path().getBytes(StandardCharsets.UTF_8);
        out.writeInt(path.length);
        out.write(path);
        out.writeBoolean(stat.executable());
        out.writeLong(stat.size());
        out.writeLong(stat.modified());
        out.writeLong(stat.mark().changed());
        out.writeLong(stat.mark().inode());
        out.write(digest);
    }

    /** Whether any later change of {@code file} shows in its times. */
    static boolean isSettled(Listed file, long taken) {
        long changed = file.stat().mark().changed();
        long tick = changed % SECOND == 0 ? COARSE_TICK : FINE_TICK;
        return changed < taken - tick;
    }
}
