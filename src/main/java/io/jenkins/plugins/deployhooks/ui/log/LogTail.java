package io.jenkins.plugins.deployhooks.ui.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * The end of a log.
 *
 * @param offset where it begins; 0: it is everything
 */
public record LogTail(long offset) {
    /**
     * About the last {@code bytes} of the first {@code size} of {@code file}, from the beginning of a line where there is one,
     * otherwise of a character; 0 or less: all.
     */
    static LogTail of(Path file, long size, long bytes) throws IOException {
        if (bytes <= 0 || size <= bytes) {
            return new LogTail(0);
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long from = size - bytes;
            in.seek(from - 1);
            byte[] read = new byte[(int) Math.min(LogSource.LONGEST_LINE, bytes)];
            int length = in.read(read);
            for (int i = 0; i < length; i++) {
                if (read[i] == '\n') {
                    return new LogTail(from + i);
                }
            }
            int character = 1;
            while (character < length && character < 4 && (read[character] & 0xC0) == 0x80) {
                character++;
            }
            return new LogTail(from + character - 1);
        }
    }

    /** How much is left out; KiB. */
    public long getSkipped() {
        return offset / 1024;
    }

    /** Where it begins; 0: it is everything. */
    public long getOffset() {
        return offset;
    }
}
