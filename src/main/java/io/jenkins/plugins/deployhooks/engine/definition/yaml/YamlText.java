package io.jenkins.plugins.deployhooks.engine.definition.yaml;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Bytes to text, with the position of what is no text. */
final class YamlText {
    /** The largest file, in bytes. */
    static final int LARGEST = 1024 * 1024;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private YamlText() {}

    /** The text; null where {@code bytes} are too many or no UTF-8, and then {@code problems} has an error more. */
    @CheckForNull
    static String decode(byte[] bytes, Origin file, Problems problems) {
        String text = plain(bytes, file, problems);
        return text == null ? null : printable(text, file, problems);
    }

    /** As {@link #decode}, for text that is not YAML and may have any characters. */
    @CheckForNull
    static String plain(byte[] bytes, Origin file, Problems problems) {
        if (bytes.length > LARGEST) {
            problems.error(file.at(1, 1), "the file is larger than 1 MiB", "no definition is that long", null);
            return null;
        }
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            problems.error(file.at(1, 1), "the file is UTF-16", "only UTF-8 is read", "save it as UTF-8");
            return null;
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer characters = CharBuffer.allocate(bytes.length);
        boolean malformed =
                decoder.decode(ByteBuffer.wrap(bytes), characters, true).isError();
        String text = characters.flip().toString();
        if (malformed) {
            problems.error(
                    place(file, text, text.length()),
                    "bytes that are no UTF-8",
                    "only UTF-8 is read",
                    "save the file as UTF-8");
            return null;
        }
        return withoutMark(text, file, problems);
    }

    private static String withoutMark(String text, Origin file, Problems problems) {
        if (text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK) {
            return text;
        }
        problems.warning(file.at(1, 1), "a byte order mark", "UTF-8 needs none", "save the file without it");
        return text.substring(1);
    }

    @CheckForNull
    private static String printable(String text, Origin file, Problems problems) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!StreamReader.isPrintable(text.codePointAt(i))) {
                String what = String.format("the control character U+%04X", text.codePointAt(i));
                problems.error(
                        place(file, text, i), what, "YAML does not allow it", "write it as an escape in double quotes");
                return null;
            }
        }
        return text;
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }

    private static Origin place(Origin file, String text, int index) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < index; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return file.at(line, text.codePointCount(start, index) + 1);
    }
}
