package io.jenkins.plugins.deployhooks.agent.remote;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.charset.StandardCharsets;

/**
 * Finds in the output the mark that the supervisor puts behind everything the hook itself has written; a child in the
 * background may write behind it.
 */
final class EndMarker {
    private static final byte LIMIT = 0x1e;

    /** The longest status there is, with its limit: {@code 255+}. */
    private static final int LONGEST_STATUS = 16;

    private final byte[] mark;

    EndMarker(String cookie) {
        mark = ("\u001edeploy-hook-end:" + cookie + ":").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * What a piece of output is.
     *
     * @param plain how many bytes at its beginning are surely the hook's
     * @param status what the mark says; null where no whole mark is in it
     */
    record Piece(int plain, @CheckForNull ControlFiles.Status status) {}

    /** Looks at the first {@code length} bytes. */
    Piece find(byte[] bytes, int length) {
        for (int at = 0; at < length; at++) {
            if (bytes[at] != LIMIT) {
                continue;
            }
            int same = common(bytes, at, length);
            if (same == mark.length) {
                return marked(bytes, at, length);
            }
            if (at + same == length) {
                return new Piece(at, null); // may be the beginning of the mark: more will tell
            }
        }
        return new Piece(length, null);
    }

    private Piece marked(byte[] bytes, int at, int length) {
        int start = at + mark.length;
        for (int end = start; end < length; end++) {
            if (bytes[end] == LIMIT) {
                String text = new String(bytes, start, end - start, StandardCharsets.US_ASCII);
                ControlFiles.Status status = ControlFiles.Status.parse(text);
                return new Piece(status == null ? end + 1 : at, status);
            }
        }
        return new Piece(length - start > LONGEST_STATUS ? length : at, null);
    }

    private int common(byte[] bytes, int at, int length) {
        int same = 0;
        while (same < mark.length && at + same < length && bytes[at + same] == mark[same]) {
            same++;
        }
        return same;
    }
}
