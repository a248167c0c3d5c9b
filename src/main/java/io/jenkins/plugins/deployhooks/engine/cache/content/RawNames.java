package io.jenkins.plugins.deployhooks.engine.cache.content;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Names and links as text, also those that the encoding of this virtual machine cannot show: two of them stay two. */
final class RawNames {
    private static final char UNREADABLE = '\uFFFD';

    private RawNames() {}

    /** The last component of {@code file}, as text or as its bytes. */
    static String last(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.indexOf(UNREADABLE) < 0 ? name : text(lastBytes(file));
    }

    /** The whole of {@code path}, relative or not, with each component as in {@link #last}. */
    static String all(Path path) {
        String text = path.toString();
        if (text.indexOf(UNREADABLE) < 0) {
            return text;
        }
        StringBuilder all = new StringBuilder(path.isAbsolute() ? "/" : "");
        for (int i = 0; i < path.getNameCount(); i++) {
            all.append(i == 0 ? "" : "/").append(last(path.getName(i)));
        }
        return all.toString();
    }

    private static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf(UNREADABLE) < 0 ? text : new String(bytes, StandardCharsets.ISO_8859_1) + "\0";
    }

    private static byte[] lastBytes(Path file) {
        String raw = file.toUri().getRawPath();
        String end = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
        return bytes(end.substring(end.lastIndexOf('/') + 1));
    }

    private static byte[] bytes(String escaped) {
        byte[] bytes = new byte[escaped.length()];
        int length = 0;
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.charAt(i) == '%') {
                bytes[length] = (byte) Integer.parseInt(escaped.substring(i + 1, i + 3), 16);
                i += 2;
            } else {
                bytes[length] = (byte) escaped.charAt(i);
            }
            length++;
        }
        return Arrays.copyOf(bytes, length);
    }
}
