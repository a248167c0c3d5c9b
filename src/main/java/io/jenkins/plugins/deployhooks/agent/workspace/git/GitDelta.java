package io.jenkins.plugins.deployhooks.agent.workspace.git;

import java.io.IOException;
import java.util.Arrays;

/** How an object in a pack differs from another one: pieces that are copied from that, and pieces that are new. */
final class GitDelta {
    private final byte[] delta;
    private int at;

    GitDelta(byte[] delta) {
        this.delta = delta;
    }

    /**
     * What {@code base} becomes.
     *
     * @throws IOException if this is no delta of it, or it becomes too large
     */
    byte[] apply(byte[] base) throws IOException {
        long from = size();
        long to = size();
        if (from != base.length || to > GitCommits.LARGEST) {
            throw new IOException("a delta of another object");
        }
        byte[] made = new byte[(int) to];
        int end = 0;
        while (at < delta.length) {
            int order = next();
            boolean copy = order > 127;
            int start = copy ? bits(order, 4) : at;
            int length = copy ? bits(order >> 4, 3) : order;
            if (copy && length == 0) {
                length = 0x10000;
            }
            byte[] source = copy ? base : delta;
            if (length == 0 || start < 0 || length > source.length - start || length > made.length - end) {
                throw new IOException("a delta that leads nowhere");
            }
            System.arraycopy(source, start, made, end, length);
            end += length;
            at += copy ? 0 : length;
        }
        return end == made.length ? made : Arrays.copyOf(made, end);
    }

    private int next() throws IOException {
        if (at >= delta.length) {
            throw new IOException("a delta without an end");
        }
        return delta[at++] & 0xff;
    }

    private long size() throws IOException {
        long size = 0;
        int next = 128;
        for (int shift = 0; next > 127 && shift < 32; shift += 7) {
            next = next();
            size |= (long) (next & 127) << shift;
        }
        return size;
    }

    /** A number of up to {@code count} bytes: of each, a bit of {@code present} says whether it is there. */
    private int bits(int present, int count) throws IOException {
        int number = 0;
        for (int i = 0; i < count; i++) {
            if ((present >> i & 1) != 0) {
                number |= next() << 8 * i;
            }
        }
        return number;
    }
}
