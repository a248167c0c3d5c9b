package io.jenkins.plugins.deployhooks.cli.cache.text;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryType;
import io.jenkins.plugins.deployhooks.engine.archive.tar.TarEntry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Inventory.Fault;
import io.jenkins.plugins.deployhooks.engine.cache.store.Inventory.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What is known of an archive, for people. */
public final class ManifestText {
    private static final String PERMISSIONS = "rwxrwxrwx";

    private ManifestText() {}

    /** All of it, line by line. */
    public static List<String> lines(Item item, @CheckForNull Fault fault) {
        List<String> lines = new ArrayList<>();
        values(item, fault).forEach((name, value) -> lines.add(row(9, name, value)));
        Entry entry = item.entry();
        if (entry != null && !entry.parts().isEmpty()) {
            lines.add("parts of the key");
            int width = entry.parts().keySet().stream()
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
            entry.parts().forEach((name, digest) -> lines.add("  " + row(width, Words.plain(name), digest)));
        }
        return lines;
    }

    private static Map<String, String> values(Item item, @CheckForNull Fault fault) {
        Map<String, String> values = new LinkedHashMap<>();
        Entry entry = item.entry();
        values.put("id", item.id());
        if (entry != null) {
            values.put("scope", entry.name().scope());
            values.put("key", entry.name().key());
            values.put("made by", entry.creator());
            values.put("created", Words.time(entry.times().created()) + " UTC");
        }
        values.put("last use", Words.time(item.file().lastUsed()) + " UTC");
        if (entry != null) {
            contents(values, new TreeMap<>(entry.content().about()));
            values.put("size", bytes(entry.content().bytes()));
            values.put("digest", entry.content().digest());
        } else {
            values.put("size", bytes(item.file().bytes()));
        }
        values.put("file", item.file().path().toString());
        if (fault != null) {
            values.put("state", Words.fault(fault));
        }
        return values;
    }

    /** What the writer of an archive says of it; each in its own way, so nothing is expected to be there. */
    private static void contents(Map<String, String> values, Map<String, String> about) {
        String entries = about.remove("entries");
        String bytes = about.remove("bytes");
        if (entries != null && bytes != null) {
            values.put("contents", entries + " entries, " + bytes + " bytes");
        }
        about.forEach((name, value) -> values.putIfAbsent(Words.plain(name), value));
    }

    private static String bytes(long bytes) {
        return String.format(Locale.ROOT, "%,d bytes", bytes);
    }

    private static String row(int width, String name, @CheckForNull String value) {
        return String.format(Locale.ROOT, "%-" + Math.max(1, width) + "s  %s", name, Words.plain(value))
                .stripTrailing();
    }

    /** {@code -rw-r--r--      1,234  src/index.js}, as {@code tar -tv} would. */
    public static String line(TarEntry entry) {
        String name = entry.name().toString();
        return switch (entry.type()) {
            case FILE -> line('-', entry, name);
            case DIRECTORY -> line('d', entry, name + "/");
            case SYMBOLIC_LINK -> line('l', entry, name + " -> " + entry.link());
            case HARD_LINK -> line('h', entry, name + " is the same file as " + entry.link());
        };
    }

    private static String line(char type, TarEntry entry, String name) {
        StringBuilder mode = new StringBuilder().append(type);
        for (int i = 0; i < PERMISSIONS.length(); i++) {
            int bit = 1 << (PERMISSIONS.length() - 1 - i);
            mode.append((entry.mode() & bit) == 0 ? '-' : PERMISSIONS.charAt(i));
        }
        String size = entry.type() == EntryType.FILE ? String.format(Locale.ROOT, "%,d", entry.size()) : "";
        return String.format(Locale.ROOT, "%s  %15s  %s", mode, size, name);
    }
}
