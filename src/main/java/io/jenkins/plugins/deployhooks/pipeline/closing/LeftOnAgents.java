package io.jenkins.plugins.deployhooks.pipeline.closing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A list of directories on agents that nobody needs any more. Several deployments may use it at once; none of them waits for an
 * agent that another one asks.
 */
final class LeftOnAgents {
    private static final String SEPARATOR = "\t";

    private final Supplier<Path> file;

    /** What is being wiped; still in the list, so that it is known after a crash. */
    private final Set<String> underway = new HashSet<>();

    LeftOnAgents(Supplier<Path> file) {
        this.file = file;
    }

    /** Wipes one directory. */
    interface Wiping {
        /** Whether {@code line} is done; false: it stays in the list. */
        boolean isWiped(String line) throws InterruptedException;
    }

    /** The directory {@code path} on {@code node}. */
    static String line(String node, String path) {
        return node + SEPARATOR + path;
    }

    /** The agent of {@code line} and the directory. */
    static String[] parts(String line) {
        return line.split(SEPARATOR, 2);
    }

    /** Wipes those on {@code node} that nobody else is wiping; slow, and so are agents. */
    void wipe(String node, Wiping wiping) throws IOException, InterruptedException {
        List<String> mine = take(node);
        Set<String> wiped = new HashSet<>();
        try {
            for (String line : mine) {
                if (wiping.isWiped(line)) {
                    wiped.add(line);
                }
            }
        } finally {
            giveBack(mine, wiped);
        }
    }

    synchronized void add(List<String> lines) throws IOException {
        add(file.get(), lines);
    }

    private synchronized List<String> take(String node) throws IOException {
        List<String> mine = new ArrayList<>(lines(file.get()));
        mine.removeIf(line -> !line.startsWith(node + SEPARATOR) || underway.contains(line));
        underway.addAll(mine);
        return mine;
    }

    private synchronized void giveBack(List<String> mine, Set<String> wiped) throws IOException {
        mine.forEach(underway::remove);
        if (!wiped.isEmpty()) {
            List<String> rest = new ArrayList<>(lines(file.get()));
            rest.removeAll(wiped);
            Files.deleteIfExists(file.get());
            add(file.get(), rest);
        }
    }

    static void add(Path list, List<String> lines) throws IOException {
        if (!lines.isEmpty()) {
            Files.createDirectories(Objects.requireNonNull(list.getParent()));
            Files.writeString(
                    list,
                    String.join("\n", lines) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    static Set<String> lines(Path list) throws IOException {
        try {
            return new LinkedHashSet<>(Files.readAllLines(list, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Set.of();
        }
    }
}
