package io.jenkins.plugins.deployhooks.engine.archive.tar;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused.Reason;
import java.util.Arrays;

/**
 * A block of 512 bytes read as a header, of whichever dialect.
 *
 * @param type the type flag
 * @param name prefix and name, as they are
 * @param mode the twelve bits of permissions
 * @param size bytes that follow
 * @param link the link field, as it is
 */
record TarHeader(char type, EntryName name, int mode, long size, EntryName link) {
    private static final int CHECKSUM_AT = 148;

    /**
     * Reads a block.
     *
     * @return null if the block is all zeros, as at the end of an archive
     * @throws ArchiveRefused if the block is no header
     */
    @CheckForNull
    static TarHeader read(byte[] block) throws ArchiveRefused {
        int sum = sum(block);
        if (sum == 8 * ' ' && isZero(block)) {
            return null;
        }
        if (number(block, CHECKSUM_AT, 8) != sum) {
            throw new ArchiveRefused(Reason.DAMAGED, "a header in it has the wrong checksum");
        }
        EntryName name = field(block, 0, 100);
        // GNU's own magic has a blank there, and other things than a prefix behind it
        if (block[257] == 'u' && block[262] == 0 && block[345] != 0) {
            name = field(block, 345, 155).child(name.bytes());
        }
        long mode = number(block, 100, 8);
        char type = (char) (block[156] & 0xff);
        return new TarHeader(type, name, (int) (mode & 07777), number(block, 124, 12), field(block, 157, 100));
    }

    private static EntryName field(byte[] block, int at, int length) {
        int end = at;
        while (end < at + length && block[end] != 0) {
            end++;
        }
        return EntryName.of(Arrays.copyOfRange(block, at, end));
    }

    private static int sum(byte[] block) {
        int sum = 8 * ' ';
        for (byte b : block) {
            sum += b & 0xff;
        }
        for (int i = CHECKSUM_AT; i < CHECKSUM_AT + 8; i++) {
            sum -= block[i] & 0xff;
        }
        return sum;
    }

    private static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** Octal digits between blanks and zeros, or GNU's binary form: the highest bit set, big-endian. */
    private static long number(byte[] block, int at, int length) throws ArchiveRefused {
        if ((block[at] & 0x80) != 0) {
            return binary(block, at, length);
        }
        int i = at;
        int end = at + length;
        while (i < end && block[i] == ' ') {
            i++;
        }
        long value = 0;
        while (i < end && block[i] >= '0' && block[i] <= '7') {
            value = value << 3 | (block[i] - '0');
            i++;
        }
        while (i < end && (block[i] == ' ' || block[i] == 0)) {
            i++;
        }
        if (i < end) {
            throw new ArchiveRefused(Reason.DAMAGED, "a header in it has a number that is none");
        }
        return value;
    }

    private static long binary(byte[] block, int at, int length) throws ArchiveRefused {
        long value = 0;
        for (int i = at; i < at + length; i++) {
            int b = i == at ? block[i] & 0x7f : block[i] & 0xff;
            if (value >>> 55 != 0) {
                throw new ArchiveRefused(Reason.DAMAGED, "a header in it has a negative or far too large number");
            }
            value = value << 8 | b;
        }
        return value;
    }
}
