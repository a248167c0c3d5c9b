package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused.Reason;
import io.jenkins.plugins.deployhooks.engine.archive.file.FileFacts;
import io.jenkins.plugins.deployhooks.engine.archive.file.FileNames;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The directory that entries go to at the moment, and those above it. Each was made here or looked at, and is a directory
 * and no link, so nothing that is created in it is created elsewhere. Entries in order need no look at all.
 */
final class DirectoryStack {
    private static final int MEMORY_EACH = 100;

    /** Enough for 100,000 usual ones. In bytes. */
    private static final long MOST_MEMORY = 16L * 1024 * 1024;

    private final Deque<Level> levels = new ArrayDeque<>();
    private final Set<EntryName> implied = new HashSet<>();

    /** What {@link #implied} takes, about. In bytes. */
    private long memory;

    /**
     * A directory that is really there.
     *
     * @param name of it
     * @param path of it
     * @param replaced whether it, or one above it, is an entry of the archive: what is in it comes along with that
     */
    record Level(EntryName name, Path path, boolean replaced) {}

    /** Begins in {@code root}. */
    DirectoryStack(Path root) {
        levels.push(new Level(EntryName.NONE, root, false));
    }

    /** The directory of the entry {@code name}; made if no entry did. */
    Level parentOf(EntryName name) throws IOException {
        if (!name.isIn(levels.element().name())) {
            enter(name.parent());
        }
        return levels.element();
    }

    /** Says that the directory {@code name} was made, in what {@link #parentOf} returned for it last. */
    void made(EntryName name, Path path) {
        levels.push(new Level(name, path, true));
    }

    /** Whether the directory {@code name} was made without an entry of its own. */
    boolean isImplied(EntryName name) {
        return implied.contains(name);
    }

    /** Where the entry {@code name} is, reached through directories only; null: there is no such. */
    @CheckForNull
    Path find(EntryName name) throws IOException {
        Path path = levels.getLast().path();
        EntryName above = EntryName.NONE;
        while (!name.equals(above)) {
            EntryName next = name;
            while (!next.isIn(above)) {
                next = next.parent();
            }
            path = FileNames.resolve(path, next.component());
            if (!next.equals(name) && isMissing(path, next)) {
                return null;
            }
            above = next;
        }
        return path;
    }

    private void enter(EntryName directory) throws IOException {
        while (!directory.startsWith(levels.element().name())) {
            levels.pop();
        }
        while (!directory.equals(levels.element().name())) {
            Level above = levels.element();
            EntryName next = directory;
            while (!next.isIn(above.name())) {
                next = next.parent();
            }
            Path path = FileNames.resolve(above.path(), next.component());
            if (isMissing(path, next)) {
                imply(next);
                Files.createDirectory(path);
            }
            levels.push(new Level(next, path, above.replaced() || !implied.contains(next)));
        }
    }

    /**
     * Remembers a directory that is no entry. One entry can need as many as its path is deep, and a limit of entries does
     * not count them.
     */
    private void imply(EntryName directory) throws ArchiveRefused {
        memory += directory.length() + MEMORY_EACH;
        if (memory > MOST_MEMORY) {
            throw new ArchiveRefused(Reason.TOO_LARGE, "it has too many directories without an entry of their own");
        }
        implied.add(directory);
    }

    private static boolean isMissing(Path path, EntryName name) throws IOException {
        try {
            if (FileFacts.of(path).kind() != FileFacts.Kind.DIRECTORY) {
                throw new ArchiveRefused(
                        Reason.HOSTILE, "it has something below " + name + ", which is no directory in it");
            }
            return false;
        } catch (NoSuchFileException e) {
            return true;
        }
    }
}
