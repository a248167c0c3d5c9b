package io.jenkins.plugins.deployhooks.pipeline.closing;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.content.FileDigests;
import io.jenkins.plugins.deployhooks.engine.cache.disk.Replacement;
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
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A list of directories on agents that nobody needs any more. Several deployments may use it at once; none of them waits for an
 * agent that another one asks. What is damaged in it names nothing: a directory by half a name would be another one.
 */
final class LeftOnAgents {
    private static final String SEPARATOR = "\t";
    private static final int PARTS = 3;
    private static final int DIGEST = 16;

    private final Supplier<Path> file;
    private final Predicate<String> known;

    /** What is being wiped; still in the list, so that it is known after a crash. */
    private final Set<String> underway = new HashSet<>();

    /**
     * A list.
     *
     * @param file where it is; need not exist
     * @param known whether there is an agent of this name, be it away; what others have left goes from the list
     */
    LeftOnAgents(Supplier<Path> file, Predicate<String> known) {
        this.file = file;
        this.known = known;
    }

    /** A directory on an agent. */
    record Left(String node, String path) {}

    /** Wipes one directory. */
    interface Wiping {
        /** Whether {@code line} is done; false: it stays in the list. */
        boolean isWiped(String line) throws InterruptedException;
    }

    /** The directory {@code path} on {@code node}. */
    static String line(String node, String path) {
        return node + SEPARATOR + path + SEPARATOR + digest(node, path);
    }

    /** What {@code line} says; null: it is damaged. */
    @CheckForNull
    static Left left(String line) {
        String[] parts = line.split(SEPARATOR, PARTS);
        return parts.length == PARTS && parts[2].equals(digest(parts[0], parts[1]))
                ? new Left(parts[0], parts[1])
                : null;
    }

    private static String digest(String node, String path) {
        return FileDigests.ofTexts(List.of(node, path)).substring(0, DIGEST);
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

    /** These are left, too. */
    synchronized void add(List<String> lines) throws IOException {
        if (!lines.isEmpty()) {
            Set<String> all = new LinkedHashSet<>(lines(file.get()));
            all.addAll(lines);
            write(all);
        }
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
            Set<String> rest = new LinkedHashSet<>(lines(file.get()));
            rest.removeAll(wiped);
            write(rest);
        }
    }

    private void write(Set<String> lines) throws IOException {
        lines.removeIf(line -> !known.test(Objects.requireNonNull(left(line)).node()));
        Path list = file.get();
        if (lines.isEmpty()) {
            Files.deleteIfExists(list);
            return;
        }
        byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        Files.createDirectories(Objects.requireNonNull(list.getParent()));
        Replacement.write(list, out -> out.write(text));
    }

    static void add(Path list, List<String> lines) throws IOException {
        if (!lines.isEmpty()) {
            Files.createDirectories(Objects.requireNonNull(list.getParent()));
            // What a crash has cut off has no end of line of its own.
            Files.writeString(
                    list,
                    "\n" + String.join("\n", lines) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    /** What is whole in {@code list}. */
    static Set<String> lines(Path list) throws IOException {
        try {
            // Not readAllLines, which would refuse all of a file of which a part is no text.
            Set<String> lines = new LinkedHashSet<>(
                    List.of(new String(Files.readAllBytes(list), StandardCharsets.UTF_8).split("\n")));
            lines.removeIf(line -> left(line) == null);
            return lines;
        } catch (NoSuchFileException e) {
            return Set.of();
        }
    }
}
