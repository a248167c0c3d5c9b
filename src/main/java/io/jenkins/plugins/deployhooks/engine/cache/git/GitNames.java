package io.jenkins.plugins.deployhooks.engine.cache.git;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What git writes with {@code -z}: pieces of bytes, each with a zero at its end. */
final class GitNames {
    private static final boolean BYTES_ARE_UTF_8 =
            File.separatorChar == '\\' || "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding"));

    private GitNames() {}

    /** Hears of a piece; the bytes are another piece's afterwards. */
    @FunctionalInterface
    interface Pieces {
        /** The piece from {@code from} until {@code to}, without its zero. */
        void piece(byte[] bytes, int from, int to) throws IOException;
    }

    /** Hands over what stands in front of each zero. */
    static void each(InputStream out, Pieces pieces) throws IOException {
        byte[] bytes = new byte[1 << 16];
        int length = 0;
        for (int read = out.read(bytes); read >= 0; read = out.read(bytes, length, bytes.length - length)) {
            int from = 0;
            for (int i = length; i < length + read; i++) {
                if (bytes[i] == 0) {
                    pieces.piece(bytes, from, i);
                    from = i + 1;
                }
            }
            length += read - from;
            System.arraycopy(bytes, from, bytes, 0, length);
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * length);
            }
        }
    }

    /** All pieces as names. */
    static List<String> all(InputStream out) throws IOException {
        List<String> names = new ArrayList<>();
        each(out, (bytes, from, to) -> names.add(text(bytes, from, to)));
        return names;
    }

    /**
     * The text of a name.
     *
     * @throws CharacterCodingException if this virtual machine would look for another file by it: what is not found counts
     *     as removed, whatever its content is
     */
    static String text(byte[] bytes, int from, int to) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, from, to - from))
                .toString();
        if (!BYTES_ARE_UTF_8 && text.chars().anyMatch(c -> c > 0x7f)) {
            throw new CharacterCodingException();
        }
        return text;
    }
}
