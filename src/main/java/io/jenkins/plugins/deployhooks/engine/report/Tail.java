package io.jenkins.plugins.deployhooks.engine.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The last lines of an output, fit for messages and pages: at most 20 lines and 4 KiB of UTF-8, without colours and
 * control characters, long lines cut, malformed UTF-8 replaced. Holds 16 KiB however much is written. Not safe for
 * several threads.
 */
public final class Tail {
    private static final int LINES = 20;
    private static final int BYTES = 4096;
    private static final int LINE_LENGTH = 400;
    private static final int HELD = 16 * 1024;

    /** CSI sequences, OSC sequences (titles, links), two-character sequences. */
    private static final Pattern ANSI = Pattern.compile(
            "\u001B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)?|[ -/]*[0-~])|\u009B[0-?]*["
                    + " -/]*[@-~]");

    /** Control characters, and those that change the direction of what follows and so could forge a message. */
    static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]");

    private final UnaryOperator<String> filter;
    private final byte[] ring = new byte[HELD];
    private long written;

    /** Of an output that is nothing but text and what programs tell terminals. */
    public Tail() {
        this(UnaryOperator.identity());
    }

    /** Of an output that holds something else, too. {@code filter} takes it out of a line. */
    public Tail(UnaryOperator<String> filter) {
        this.filter = filter;
    }

    /** Some more of the output. */
    public void add(byte[] bytes, int offset, int length) {
        int skip = Math.max(0, length - HELD);
        written += skip;
        int from = offset + skip;
        int left = length - skip;
        while (left > 0) {
            int at = (int) (written % HELD);
            int count = Math.min(left, HELD - at);
            System.arraycopy(bytes, from, ring, at, count);
            from += count;
            left -= count;
            written += count;
        }
    }

    /** The last lines, oldest first; empty lines at the end are left out. */
    public List<String> lines() {
        String[] raw = text().split("\n", -1);
        Deque<String> lines = new ArrayDeque<>();
        int bytes = 0;
        int first = written > HELD && raw.length > 1 ? 1 : 0; // the oldest one held has lost its beginning
        for (int i = raw.length - 1; i >= first && lines.size() < LINES; i--) {
            String line = clean(filter.apply(raw[i]));
            if (line.isBlank() && lines.isEmpty()) {
                continue;
            }
            bytes += line.getBytes(StandardCharsets.UTF_8).length + 1;
            if (bytes > BYTES) {
                break;
            }
            lines.addFirst(line);
        }
        return List.copyOf(lines);
    }

    private String text() {
        int held = (int) Math.min(written, HELD);
        byte[] bytes = new byte[held];
        int start = (int) ((written - held) % HELD);
        int count = Math.min(held, HELD - start);
        System.arraycopy(ring, start, bytes, 0, count);
        System.arraycopy(ring, 0, bytes, count, held - count);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String clean(String raw) {
        String line = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
        // a progress bar draws over itself: what was drawn last is what people saw
        line = ANSI.matcher(line.substring(line.lastIndexOf('\r') + 1)).replaceAll("");
        line = CONTROLS.matcher(line.replace('\t', ' ')).replaceAll("").stripTrailing();
        if (line.codePointCount(0, line.length()) <= LINE_LENGTH) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, LINE_LENGTH)) + "…";
    }
}
