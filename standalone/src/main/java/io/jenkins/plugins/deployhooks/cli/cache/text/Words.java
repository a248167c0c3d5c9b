package io.jenkins.plugins.deployhooks.cli.cache.text;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.store.Inventory.Fault;
import io.jenkins.plugins.deployhooks.engine.cache.store.Inventory.Item;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Archives, sizes and times in words. Text out of files is shown on one line, without what a terminal would obey. */
public final class Words {
    /** So much of an id tells archives apart. */
    private static final int SHORT = 12;

    private static final int KILO = 1000;
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private Words() {}

    /** An archive in a sentence. */
    public static String of(Item item) {
        return item.entry() == null
                ? shortId(item)
                : shortId(item) + " (" + plain(item.entry().name().scope()) + ", "
                        + plain(item.entry().name().key()) + ")";
    }

    /** What archives are told apart by. */
    public static String shortId(Item item) {
        return item.id().substring(0, SHORT);
    }

    /** What is wrong with an archive, in a sentence. */
    public static String fault(Fault fault) {
        return (fault.damaged() ? "damaged: " : "not readable: ") + plain(fault.reason());
    }

    /** {@code 12.3 MB}; a kilobyte has 1000 bytes, as in the quota. */
    public static String bytes(long bytes) {
        double amount = bytes;
        int unit = 0;
        // 999.95 would be shown as 1000.0
        while (amount >= KILO - 0.05 && unit < UNITS.length - 1) {
            amount /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", amount, UNITS[unit]);
    }

    /** {@code 2026-03-01 08:27}, UTC. */
    public static String time(Instant instant) {
        return MINUTE.format(instant.atOffset(ZoneOffset.UTC));
    }

    /** {@code 1 archive}, {@code 2 archives}. */
    public static String archives(long count) {
        return count + (count == 1 ? " archive" : " archives");
    }

    /** {@code text} on one line; what cannot be seen is shown as an escape. */
    public static String plain(@CheckForNull String text) {
        if (text == null) {
            return "";
        }
        StringBuilder plain = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || Character.getType(c) == Character.LINE_SEPARATOR
                    || Character.getType(c) == Character.PARAGRAPH_SEPARATOR) {
                plain.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                plain.appendCodePoint(c);
            }
        });
        return plain.toString();
    }
}
