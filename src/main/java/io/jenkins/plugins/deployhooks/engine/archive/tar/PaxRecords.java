package io.jenkins.plugins.deployhooks.engine.archive.tar;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Reads the records {@code LENGTH KEY=VALUE\n} of a pax header. */
final class PaxRecords {
    private static final int LONGEST_LENGTH = 8;

    private PaxRecords() {}

    /** The values by their keys; the last one of a key counts. */
    static Map<String, EntryName> read(byte[] bytes) throws ArchiveRefused {
        Map<String, EntryName> records = new HashMap<>();
        int at = 0;
        while (at < bytes.length) {
            int blank = find(bytes, at, Math.min(bytes.length, at + LONGEST_LENGTH), ' ');
            int end = at + length(bytes, at, blank);
            int equals = end > blank && end <= bytes.length ? find(bytes, blank + 1, end, '=') : -1;
            if (equals < 0 || bytes[end - 1] != '\n') {
                throw damaged();
            }
            String key = new String(bytes, blank + 1, equals - blank - 1, StandardCharsets.UTF_8);
            records.put(key, EntryName.of(Arrays.copyOfRange(bytes, equals + 1, end - 1)));
            at = end;
        }
        return records;
    }

    private static int find(byte[] bytes, int from, int to, char wanted) throws ArchiveRefused {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        throw damaged();
    }

    private static int length(byte[] bytes, int from, int to) throws ArchiveRefused {
        int value = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                throw damaged();
            }
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    private static ArchiveRefused damaged() {
        return new ArchiveRefused(Reason.DAMAGED, "an extended header in it cannot be read");
    }
}
