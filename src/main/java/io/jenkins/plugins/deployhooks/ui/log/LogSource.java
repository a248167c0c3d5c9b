package io.jenkins.plugins.deployhooks.ui.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.kohsuke.stapler.framework.io.LargeText;

/**
 * What there is to be read of a log at one moment. While more may be written it ends with a line, since whoever asks for the
 * rest of a line later gets no line; only of one that is longer than 64 KiB there is a part, which ends with a character.
 */
final class LogSource implements LargeText.Source {
    /** No end of a line is looked for further back than this; bytes. */
    static final int LONGEST_LINE = 64 * 1024;

    /** What is read at first to find the end of the last line, since most lines are short; bytes. */
    private static final int SHORT_LINE = 4 * 1024;

    private static final int ESCAPE = 0x1B;
    private static final int LONGEST_SEQUENCE = 32;

    private final Path file;
    private final boolean growing;
    private long end;

    /** Whether its last line has no end. */
    private boolean open;

    private boolean lineEnded;

    /**
     * @param growing whether more may be written
     * @throws UncheckedIOException if {@code file} is there and cannot be read
     */
    LogSource(Path file, boolean growing) {
        this.file = file;
        this.growing = growing;
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            endWithin(in, in.length(), growing);
        } catch (IOException e) {
            if (Files.exists(file)) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Ends with the last line of the first {@code size} bytes, or with all of them where {@code whole} is false. */
    private void endWithin(RandomAccessFile in, long size, boolean whole) throws IOException {
        byte[] last = last(in, size, SHORT_LINE);
        int line = lines(last);
        if (line == 0 && size > last.length) {
            last = last(in, size, LONGEST_LINE);
            line = lines(last);
        }
        long before = size - last.length;
        if (!whole) {
            end = size;
        } else if (line > 0 || before == 0) {
            end = before + line;
        } else {
            end = before + characters(last);
        }
        open = end > 0 && end != before + line;
    }

    private static byte[] last(RandomAccessFile in, long size, int most) throws IOException {
        byte[] last = new byte[(int) Math.min(size, most)];
        in.seek(size - last.length);
        in.readFully(last);
        return last;
    }

    /**
     * Ends {@code most} bytes after {@code start} at the latest, with a line as always.
     *
     * @param most more than {@link #LONGEST_LINE}
     * @return whether something is left over
     * @throws IOException if it cannot be read
     */
    boolean cut(long start, long most) throws IOException {
        if (end - start <= most) {
            return false;
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            endWithin(in, start + most, true);
        }
        return true;
    }

    /** How many of {@code bytes} are whole lines. */
    private static int lines(byte[] bytes) {
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] != '\n') {
            length--;
        }
        return length;
    }

    /** How many of {@code bytes} are whole characters, without the beginning of a colour's sequence at their end. */
    private static int characters(byte[] bytes) {
        int sequence = bytes.length - 1;
        while (sequence > bytes.length - LONGEST_SEQUENCE && "[0123456789;:?<=> ".indexOf(bytes[sequence]) >= 0) {
            sequence--;
        }
        if (bytes[sequence] == ESCAPE) {
            return sequence;
        }
        int first = bytes.length - 1;
        while (first > bytes.length - 4 && (bytes[first] & 0xC0) == 0x80) {
            first--;
        }
        int lead = bytes[first] & 0xFF;
        int wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        return bytes.length - first < wanted ? first : bytes.length;
    }

    /** Whether more may be written. */
    boolean isGrowing() {
        return growing;
    }

    /** Where it ends in the file; bytes. */
    long end() {
        return end;
    }

    /**
     * What stands before {@code start}: 64 KiB at most, from the beginning of a line where there is one.
     *
     * @throws IOException if it cannot be read
     */
    byte[] before(long start) throws IOException {
        byte[] bytes = new byte[(int) Math.min(start, LONGEST_LINE)];
        if (bytes.length == 0) {
            return bytes;
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(start - bytes.length);
            in.readFully(bytes);
        }
        int first = 0;
        if (bytes.length < start) {
            while (first < bytes.length && bytes[first] != '\n') {
                first++;
            }
        }
        return first == bytes.length ? bytes : Arrays.copyOfRange(bytes, first, bytes.length);
    }

    /** From now on what is read ends with the end of a line, whether the file does or not. */
    void endLine() {
        lineEnded = open;
    }

    @Override
    public long length() {
        return lineEnded ? end + 1 : end;
    }

    @Override
    public boolean exists() {
        return Files.exists(file);
    }

    @Override
    public LargeText.Session open() throws IOException {
        if (!exists()) {
            throw new NoSuchFileException(file.toString());
        }
        return new Part(new RandomAccessFile(file.toFile(), "r"), end, length());
    }

    /** The file up to {@code end}, and the end of a line where {@code length} is larger. */
    private static final class Part implements LargeText.Session {
        private final RandomAccessFile in;
        private final long end;
        private final long length;
        private long position;

        Part(RandomAccessFile in, long end, long length) {
            this.in = in;
            this.end = end;
            this.length = length;
        }

        @Override
        public long skip(long n) {
            long skipped = Math.max(0, Math.min(n, length - position));
            position += skipped;
            return skipped;
        }

        @Override
        public int read(byte[] bytes) throws IOException {
            return read(bytes, 0, bytes.length);
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            if (count == 0) {
                return 0;
            } else if (position >= length) {
                return -1;
            } else if (position >= end) {
                bytes[offset] = '\n';
                position++;
                return 1;
            }
            in.seek(position);
            int read = in.read(bytes, offset, (int) Math.min(count, end - position));
            position += Math.max(0, read);
            return read;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
