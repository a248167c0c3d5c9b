package io.jenkins.plugins.deployhooks.agent.workspace.git;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.zip.InflaterInputStream;

/**
 * A pack of git and its index, of version 2, which git has written since 2007. Of commits only: most of a pack is not looked at,
 * and whatever is larger than a commit of people is none.
 */
final class GitPack {
    private static final long INDEX = 0xff744f63_00000002L;
    private static final long FANOUT = 8;
    private static final long NAMES = FANOUT + 256 * 4;
    private static final int CHECKSUM = 4;
    private static final long FAR = 0x80000000L;
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
     * The commit {@code id}; null: it is not here, or no commit.
     *
     * @throws IOException if the pack cannot be read, or is none
     */
    @CheckForNull
    byte[] commit(byte[] id) throws IOException {
        try (RandomAccessFile names = new RandomAccessFile(index.toFile(), "r")) {
            long start = offset(names, id);
            if (start < 0) {
                return null;
            }
            try (RandomAccessFile objects = new RandomAccessFile(pack.toFile(), "r")) {
                return commit(objects, names, start, id.length);
            }
        }
    }

    @CheckForNull
    private static byte[] commit(RandomAccessFile objects, RandomAccessFile names, long start, int width)
            throws IOException {
        Deque<byte[]> deltas = new ArrayDeque<>();
        long at = start;
        while (deltas.size() < MOST_DELTAS) {
            objects.seek(at);
            int first = objects.readUnsignedByte();
            int type = first >> 4 & 7;
            long size = first & 15;
            for (int shift = 4, next = first; next > 127; shift += 7) {
                next = objects.readUnsignedByte();
                size |= (long) (next & 127) << shift;
            }
            if (size < 0
                    || size > GitCommits.LARGEST
                    || type != COMMIT && type != DELTA_BEFORE && type != DELTA_NAMED) {
                return null;
            }
            if (type == DELTA_BEFORE) {
                long base = at - back(objects);
                deltas.push(inflate(objects, (int) size));
                at = base;
            } else if (type == DELTA_NAMED) {
                byte[] base = new byte[width];
                objects.readFully(base);
                deltas.push(inflate(objects, (int) size));
                at = offset(names, base);
            } else {
                byte[] commit = inflate(objects, (int) size);
                while (!deltas.isEmpty()) {
                    commit = new GitDelta(deltas.pop()).apply(commit);
                }
                return commit;
            }
        }
        return null;
    }

    /** How far before an object its base is. */
    private static long back(RandomAccessFile objects) throws IOException {
        int next = objects.readUnsignedByte();
        long back = next & 127;
        while (next > 127) {
            next = objects.readUnsignedByte();
            back = back + 1 << 7 | next & 127;
        }
        return back;
    }

    private static byte[] inflate(RandomAccessFile objects, int size) throws IOException {
        // Not to be closed: that would close the pack.
        InputStream in = new InflaterInputStream(Channels.newInputStream(objects.getChannel()));
        byte[] content = in.readNBytes(size);
        if (content.length < size) {
            throw new EOFException("an object is shorter than it says");
        }
        return content;
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
