package io.jenkins.plugins.deployhooks.agent.workspace.git;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A pack of git and its index, of version 2, which git has written since 2007. Of commits only: most of a pack is not looked at,
 * and whatever is larger than a commit of people is none.
 */
final class GitPack {
    private static final long INDEX = 0xff744f63_00000002L;
    private static final long FANOUT = 8;
    private static final long NAMES = FANOUT + 256 * 4;
    private static final int CHECKSUM = 4;
    private static final int BUFFER = 4096;
    private static final long FAR = 0x80000000L;
    private static final long FARTHEST = 1L << 48;
    private static final int LARGEST_SHIFT = 28;
    private static final int COMMIT = 1;
    private static final int DELTA_BEFORE = 6;
    private static final int DELTA_NAMED = 7;

    /** Git makes chains of 50. */
    private static final int MOST_DELTAS = 500;

    private final Path index;
    private final Path pack;

    /** @param index the file {@code .idx} beside the pack */
    GitPack(Path index) {
        this.index = index;
        String name = String.valueOf(index.getFileName());
        this.pack = index.resolveSibling(name.substring(0, name.length() - "idx".length()) + "pack");
    }

    /**
     * The commit {@code id}; none: it is not here, or no commit.
     *
     * @throws IOException if the pack cannot be read, or is none
     */
    Optional<byte[]> commit(byte[] id, GitBudget budget) throws IOException {
        if (!Files.isRegularFile(index) || !Files.isRegularFile(pack)) {
            throw new NoSuchFileException(pack.toString());
        }
        try (RandomAccessFile names = new RandomAccessFile(index.toFile(), "r")) {
            long start = offset(names, id);
            if (start < 0) {
                return Optional.empty();
            }
            try (RandomAccessFile objects = new RandomAccessFile(pack.toFile(), "r")) {
                return new Chain(objects, names, budget).commit(start, id.length);
            }
        }
    }

    /** What leads from an object to the one that it is a difference to, and so on. */
    private record Chain(RandomAccessFile objects, RandomAccessFile names, GitBudget budget) {
        Optional<byte[]> commit(long start, int width) throws IOException {
            Deque<byte[]> deltas = new ArrayDeque<>();
            Set<Long> before = new HashSet<>();
            long at = start;
            while (deltas.size() < MOST_DELTAS) {
                if (!before.add(at)) {
                    throw new IOException("a difference to itself");
                }
                objects.seek(at);
                int first = objects.readUnsignedByte();
                int type = first >> 4 & 7;
                long size = size(first);
                if (size > GitCommits.LARGEST || type != COMMIT && type != DELTA_BEFORE && type != DELTA_NAMED) {
                    return Optional.empty();
                }
                budget.take(size);
                if (type == DELTA_BEFORE) {
                    long back = back();
                    if (back <= 0 || back > at) {
                        throw new IOException("a difference to what is not before it");
                    }
                    deltas.push(inflate((int) size));
                    at -= back;
                } else if (type == DELTA_NAMED) {
                    byte[] base = new byte[width];
                    objects.readFully(base);
                    deltas.push(inflate((int) size));
                    at = offset(names, base);
                } else {
                    byte[] commit = inflate((int) size);
                    while (!deltas.isEmpty()) {
                        commit = new GitDelta(deltas.pop()).apply(commit);
                        budget.take(commit.length);
                    }
                    return Optional.of(commit);
                }
            }
            return Optional.empty();
        }

        private long size(int first) throws IOException {
            long size = first & 15;
            int next = first;
            for (int shift = 4; next > 127; shift += 7) {
                if (shift > LARGEST_SHIFT) {
                    throw new IOException("a size that no commit has");
                }
                next = objects.readUnsignedByte();
                size |= (long) (next & 127) << shift;
            }
            return size;
        }

        /** How far before an object its base is. */
        private long back() throws IOException {
            int next = objects.readUnsignedByte();
            long back = next & 127;
            while (next > 127) {
                if (back > FARTHEST) {
                    throw new IOException("a difference to what is in no pack");
                }
                next = objects.readUnsignedByte();
                back = back + 1 << 7 | next & 127;
            }
            return back;
        }

        private byte[] inflate(int size) throws IOException {
            Inflater inflater = new Inflater();
            try {
                byte[] content = new byte[size];
                byte[] packed = new byte[BUFFER];
                int end = 0;
                while (end < size) {
                    if (inflater.needsInput()) {
                        inflater.setInput(packed, 0, Math.max(0, objects.read(packed)));
                    }
                    int more = inflater.inflate(content, end, size - end);
                    if (more == 0) {
                        throw new EOFException("an object is shorter than it says");
                    }
                    end += more;
                }
                return content;
            } catch (DataFormatException e) {
                throw new IOException(e);
            } finally {
                inflater.end();
            }
        }
    }

    /** Where in the pack the object {@code id} begins; negative: it is not there. */
    private static long offset(RandomAccessFile names, byte[] id) throws IOException {
        names.seek(0);
        if (names.readLong() != INDEX) {
            throw new IOException("no index of version 2");
        }
        int first = id[0] & 0xff;
        long low = first == 0 ? 0 : number(names, FANOUT + 4L * (first - 1));
        long high = number(names, FANOUT + 4L * first);
        long count = number(names, NAMES - 4);
        byte[] found = new byte[id.length];
        while (low < high) {
            long middle = (low + high) / 2;
            names.seek(NAMES + middle * id.length);
            names.readFully(found);
            int order = Arrays.compareUnsigned(found, id);
            if (order == 0) {
                long offsets = NAMES + count * (id.length + CHECKSUM);
                long offset = number(names, offsets + 4 * middle);
                if (offset >= FAR) {
                    names.seek(offsets + 4 * count + 8 * (offset - FAR));
                    return names.readLong();
                }
                return offset;
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return -1;
    }

    private static long number(RandomAccessFile names, long position) throws IOException {
        names.seek(position);
        return names.readInt() & 0xffffffffL;
    }
}
