package io.jenkins.plugins.deployhooks.engine.archive.tar;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes headers: ustar, with GNU's long names for what does not fit, since those are bytes and pax records are UTF-8.
 * Owner, group and time are the same in all of them (S29).
 */
public final class TarHeaders {
    /** Everything in an archive begins at a multiple of this. In bytes. */
    public static final int BLOCK = 512;

    /** 1980-02-01T00:00:00Z: what zip can represent in every time zone too. In seconds. */
    static final long TIME = 318_211_200L;

    private static final int NAME = 100;
    private static final int PREFIX = 155;
    private static final int CHECKSUM_AT = 148;
    private static final int PREFIX_AT = 345;
    private static final long LARGEST_OCTAL = (1L << 33) - 1;
    private static final long PAIRS = 0x00ff00ff00ff00ffL;
    private static final byte[] ZEROS = new byte[BLOCK];
    private static final String LONG_NAME = "././@LongLink";

    private TarHeaders() {}

    /** The multiple of {@link #BLOCK} that {@code size} bytes of contents take. */
    public static long padded(long size) {
        return (size + BLOCK - 1) / BLOCK * BLOCK;
    }

    /** How many bytes {@link #put} writes. */
    public static int room(TarEntry entry) {
        int room = BLOCK;
        if (fieldLength(entry) > NAME && split(entry) < 0) {
            room += BLOCK + (int) padded(fieldLength(entry) + 1L);
        }
        if (entry.link().length() > NAME) {
            room += BLOCK + (int) padded(entry.link().length() + 1L);
        }
        return room;
    }

    /** Writes the header of {@code entry}, and before it the headers that its long names need. */
    public static void put(ByteBuffer out, TarEntry entry) {
        EntryName name = entry.name();
        boolean directory = entry.type() == EntryType.DIRECTORY;
        int split = fieldLength(entry) > NAME ? split(entry) : 0;
        if (entry.link().length() > NAME) {
            putLong(out, 'K', entry.link(), false);
        }
        if (split < 0) {
            putLong(out, 'L', name, directory);
        }
        int start = begin(out);
        int from = split > 0 ? split + 1 : 0;
        int to = Math.min(name.length(), from + NAME);
        name.put(out, from, to);
        if (directory && to - from < NAME) {
            out.put((byte) '/');
        }
        if (split > 0) {
            out.position(start + PREFIX_AT);
            name.put(out, 0, split);
        }
        out.position(start + 157);
        entry.link().put(out, 0, Math.min(entry.link().length(), NAME));
        finish(out, start, new Fields(entry.type().flag(), entry.mode(), entry.size()));
    }

    /** Writes the end of an archive. */
    public static void putEnd(ByteBuffer out) {
        zero(out, out.position(), 2 * BLOCK);
        out.position(out.position() + 2 * BLOCK);
    }

    private record Fields(char type, int mode, long size) {}

    private static int fieldLength(TarEntry entry) {
        return entry.name().length() + (entry.type() == EntryType.DIRECTORY ? 1 : 0);
    }

    /** Where the name can be divided into prefix and name; -1: nowhere. */
    private static int split(TarEntry entry) {
        EntryName name = entry.name();
        int first = Math.max(1, fieldLength(entry) - NAME - 1);
        for (int i = first; i <= Math.min(PREFIX, name.length() - 2); i++) {
            if (name.at(i) == '/') {
                return i;
            }
        }
        return -1;
    }

    private static void putLong(ByteBuffer out, char type, EntryName name, boolean directory) {
        int start = begin(out);
        out.put(LONG_NAME.getBytes(StandardCharsets.US_ASCII));
        int length = name.length() + (directory ? 2 : 1);
        finish(out, start, new Fields(type, 0644, length));
        int at = out.position();
        zero(out, at, (int) padded(length));
        name.put(out, 0, name.length());
        if (directory) {
            out.put((byte) '/');
        }
        out.position(at + (int) padded(length));
    }

    /** Clears a block and stays at its start. */
    private static int begin(ByteBuffer out) {
        int start = out.position();
        zero(out, start, BLOCK);
        return start;
    }

    private static void zero(ByteBuffer out, int start, int length) {
        out.put(start, ZEROS, 0, BLOCK);
        for (int i = start + BLOCK; i < start + length; i += BLOCK) {
            out.put(i, ZEROS, 0, BLOCK);
        }
    }

    private static void finish(ByteBuffer out, int start, Fields fields) {
        octal(out, start + 100, 7, fields.mode());
        octal(out, start + 108, 7, 0);
        octal(out, start + 116, 7, 0);
        if (fields.size() <= LARGEST_OCTAL) {
            octal(out, start + 124, 11, fields.size());
        } else {
            out.put(start + 124, (byte) 0x80);
            out.putLong(start + 128, fields.size());
        }
        octal(out, start + 136, 11, TIME);
        out.put(start + 156, (byte) fields.type());
        ascii(out, start + 257, "ustar\u000000");
        octal(out, start + 329, 7, 0);
        octal(out, start + 337, 7, 0);
        ascii(out, start + CHECKSUM_AT, "        ");
        int sum = 0;
        // eight bytes at a time: the multiplication adds up what is in a word, at most 8 * 255
        for (int i = start; i < start + BLOCK; i += Long.BYTES) {
            long word = out.getLong(i);
            long pairs = (word & PAIRS) + (word >>> 8 & PAIRS);
            sum += (int) (pairs * 0x0001000100010001L >>> 48);
        }
        octal(out, start + CHECKSUM_AT, 6, sum);
        out.put(start + CHECKSUM_AT + 6, (byte) 0);
        out.position(start + BLOCK);
    }

    private static void octal(ByteBuffer out, int at, int digits, long value) {
        long rest = value;
        for (int i = digits - 1; i >= 0; i--) {
            out.put(at + i, (byte) ('0' + (rest & 7)));
            rest >>>= 3;
        }
    }

    private static void ascii(ByteBuffer out, int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            out.put(at + i, (byte) text.charAt(i));
        }
    }
}
