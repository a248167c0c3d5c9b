package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import io.jenkins.plugins.deployhooks.engine.archive.file.FileFacts;
import io.jenkins.plugins.deployhooks.engine.archive.file.FileNames;
import io.jenkins.plugins.deployhooks.engine.archive.file.Modes;
import io.jenkins.plugins.deployhooks.engine.archive.file.Removal;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryName;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts what was prepared in place by renames, each with what it replaces moved away first, and undoes them if one fails.
 * The journal is there before the first rename; what it says and which files exist tell after a crash how far it came.
 */
final class Swap {
    private final Staging staging;

    Swap(Staging staging) {
        this.staging = staging;
    }

    /** Whether a restore had begun to put something in place. */
    boolean isBegun() {
        return Files.exists(staging.journal());
    }

    /** Whether all renames were made. */
    boolean isCommitted() {
        return Files.exists(staging.committed());
    }

    /** Where what the unit with this index replaces is. */
    Path replaced(long index) {
        return staging.replaced().resolve(Long.toString(index));
    }

    /** Where the unit {@code name} belongs. */
    Path place(EntryName name) {
        return FileNames.resolveAll(staging.target(), name);
    }

    /** Does something for each unit. */
    void units(Journal.Action action) throws IOException {
        Journal.read(staging.journal(), (index, name, made) -> {
            if (!made) {
                action.take(index, name, false);
            }
        });
    }

    /**
     * Puts everything in place.
     *
     * @param journal has all units
     * @throws IOException if that cannot be done; then all is as before, or the message says that it is not
     */
    void commit(Journal journal) throws IOException {
        if (!Removal.isThere(staging.target())) {
            move(staging.prepared(), staging.target());
            return;
        }
        Files.createDirectory(staging.replaced());
        journal.addMade(missing(journal));
        journal.complete();
        try {
            Journal.read(staging.journal(), this::replace);
            Files.createFile(staging.committed());
        } catch (IOException | RuntimeException e) {
            try {
                undo();
            } catch (IOException notUndone) {
                notUndone.addSuppressed(e);
                throw notUndone;
            }
            throw e;
        }
    }

    /**
     * Puts everything back that was moved, here or by a restore that was killed.
     *
     * @throws IOException if something cannot be put back. The journal stays, so the next restore tries again
     */
    void undo() throws IOException {
        Deque<EntryName> directories = new ArrayDeque<>();
        IOException[] failure = {null};
        Journal.read(staging.journal(), (index, name, made) -> {
            try {
                if (made) {
                    directories.push(name);
                } else {
                    undo(index, name);
                }
            } catch (IOException e) {
                failure[0] = failure[0] == null ? e : failure[0];
            }
        });
        if (failure[0] != null) {
            throw new IOException(
                    "What a restore replaced in " + staging.target() + " cannot all be put back (" + failure[0]
                            + "). It is in " + staging.replaced() + "; the next restore tries again",
                    failure[0]);
        }
        for (EntryName directory : directories) {
            try {
                Files.deleteIfExists(place(directory));
            } catch (DirectoryNotEmptyException e) {
                // somebody else has put something there since
                continue;
            }
        }
        Files.deleteIfExists(staging.journal());
    }

    private void undo(long index, EntryName unit) throws IOException {
        Path prepared = FileNames.resolveAll(staging.prepared(), unit);
        if (!Removal.isThere(prepared) && Removal.isThere(place(unit))) {
            move(place(unit), prepared);
        }
        if (!Removal.isThere(replaced(index))) {
            return;
        }
        if (Removal.isThere(place(unit))) {
            staging.keep(replaced(index), "was made anew after a restore was killed");
        } else {
            move(replaced(index), place(unit));
        }
    }

    private void replace(long index, EntryName name, boolean made) throws IOException {
        if (made) {
            return;
        }
        for (EntryName directory : missingAbove(name)) {
            Files.createDirectory(place(directory));
        }
        Path place = place(name);
        if (Removal.isThere(place)) {
            move(place, replaced(index));
        }
        move(FileNames.resolveAll(staging.prepared(), name), place);
    }

    /** The directories that lead to units and are not there yet, each after the one it is in. */
    private Set<EntryName> missing(Journal journal) throws IOException {
        Set<EntryName> missing = new LinkedHashSet<>();
        EntryName[] last = {EntryName.NONE};
        journal.soFar((index, name, made) -> {
            if (!name.isIn(last[0])) {
                missing.addAll(missingAbove(name));
                last[0] = name.parent();
            }
        });
        return missing;
    }

    /** Which directories above a unit are missing, from the top. One that is a link would lead somewhere else. */
    private List<EntryName> missingAbove(EntryName unit) throws IOException {
        Deque<EntryName> all = new ArrayDeque<>();
        for (EntryName above = unit.parent(); above.length() > 0; above = above.parent()) {
            all.push(above);
        }
        List<EntryName> missing = new ArrayList<>();
        for (EntryName above : all) {
            if (!missing.isEmpty() || !isDirectory(place(above))) {
                missing.add(above);
            }
        }
        return missing;
    }

    private static boolean isDirectory(Path path) throws IOException {
        try {
            if (FileFacts.of(path).kind() != FileFacts.Kind.DIRECTORY) {
                throw new IOException(
                        path + " is in the way: the archive has something below it, but it is no directory");
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** A rename. A directory that may not be written comes along too, with its mode. */
    static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AccessDeniedException e) {
            FileFacts facts = FileFacts.of(from);
            if (facts.kind() != FileFacts.Kind.DIRECTORY) {
                throw e;
            }
            Modes.open(from);
            Path now = from;
            try {
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
                now = to;
            } finally {
                Modes.giveBack(now, facts.mode());
            }
        }
    }
}
