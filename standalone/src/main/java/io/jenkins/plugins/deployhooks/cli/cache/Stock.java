package io.jenkins.plugins.deployhooks.cli.cache;

import io.jenkins.plugins.deployhooks.cli.cache.text.Words;
import io.jenkins.plugins.deployhooks.engine.cache.store.Inventory;
import io.jenkins.plugins.deployhooks.engine.cache.store.Inventory.Item;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The archives of a cache, and what users call them. What is wrong with a name is told before anything happens. */
final class Stock {
    private static final int MOST_SUGGESTED = 5;

    private final Inventory inventory;
    private final CommandLine line;
    private final Inventory.Contents contents;

    /**
     * Looks at what is in {@code directory}, that of a store.
     *
     * @param line hears what is wrong, as the user's mistake
     */
    Stock(Path directory, CommandLine line) {
        this.inventory = new Inventory(directory);
        this.line = line;
        try {
            this.contents = inventory.contents();
        } catch (IOException e) {
            throw new ParameterException(line, e.getMessage() + "; name another directory with --cache-dir DIR", e);
        }
    }

    Inventory inventory() {
        return inventory;
    }

    /** All of it, the most recently used first. */
    List<Item> items() {
        return contents.items();
    }

    /** Names in the place of archives that no store makes. */
    List<String> foreign() {
        return contents.foreign();
    }

    /**
     * What is called {@code names}, each an id, the beginning of one that no other has, or a key; in that order, each once.
     *
     * @throws ParameterException if a name fits none or several
     */
    List<Item> named(List<String> names) {
        Set<Item> named = new LinkedHashSet<>();
        names.forEach(name -> named.add(named(name)));
        return List.copyOf(named);
    }

    private Item named(String name) {
        if (name.isEmpty()) {
            throw new ParameterException(line, "a name is empty; was a variable not set?");
        }
        String id = name.toLowerCase(Locale.ROOT);
        List<Item> fitting = items().stream()
                .filter(item -> item.id().startsWith(id) || key(item).equals(name))
                .toList();
        List<Item> exact = fitting.stream().filter(item -> item.id().equals(id)).toList();
        if (exact.size() == 1 || fitting.size() == 1) {
            return exact.isEmpty() ? fitting.get(0) : exact.get(0);
        }
        if (fitting.isEmpty()) {
            throw new ParameterException(line, unknown(name));
        }
        throw new ParameterException(
                line, "'" + name + "' fits " + fitting.size() + " archives; give more of the id:" + lines(fitting));
    }

    private String unknown(String name) {
        if (items().isEmpty()) {
            return "no archive is called '" + name + "': the cache is empty";
        }
        List<Item> similar = items().stream()
                .filter(item -> distance(item, name) <= Math.max(1, name.length() / 4))
                .sorted(Comparator.comparingInt(item -> distance(item, name)))
                .toList();
        return "no archive is called '" + name + "'; "
                + (similar.isEmpty()
                        ? "'deploy-hooks cache list' shows all"
                        : "did you mean one of these?" + lines(similar));
    }

    private static String lines(List<Item> items) {
        StringBuilder lines = new StringBuilder();
        items.stream()
                .limit(MOST_SUGGESTED)
                .forEach(item ->
                        lines.append(System.lineSeparator()).append("  ").append(Words.of(item)));
        if (items.size() > MOST_SUGGESTED) {
            lines.append(System.lineSeparator()).append("  ... and ").append(items.size() - MOST_SUGGESTED);
            lines.append(" more");
        }
        return lines.toString();
    }

    private static String key(Item item) {
        return item.entry() == null ? "" : item.entry().name().key();
    }

    /** How far {@code name} is from what {@code item} is called, in characters that are wrong. */
    private static int distance(Item item, String name) {
        String key = key(item);
        boolean part = key.contains(name)
                || (item.entry() != null && item.entry().name().scope().equals(name));
        String beginning =
                item.id().substring(0, Math.min(name.length(), item.id().length()));
        return part ? 0 : Math.min(distance(beginning, name), distance(key, name));
    }

    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[above.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[other.length()];
    }

    /** Those last used before {@code limit}, in the order of {@link #items}. */
    List<Item> olderThan(Instant limit) {
        return items().stream()
                .filter(item -> Objects.requireNonNull(item.file().lastUsed()).isBefore(limit))
                .toList();
    }
}
