package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.file.FileFacts;
import io.jenkins.plugins.deployhooks.engine.archive.file.FileNames;
import io.jenkins.plugins.deployhooks.engine.archive.file.Modes;
import io.jenkins.plugins.deployhooks.engine.archive.file.Removal;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Puts what was prepared in place by renames, each with what it replaces moved away first, and undoes them if one fails.
 * The journal is there before the first rename; what it says and which files exist tell after a crash how far it came.
 */
final class Swap {
    private final Staging staging;
    private final List<EntryName> units;
    private final Deque<Path> made = new ArrayDeque<>();

    Swap(Staging staging, List<EntryName> units) {
        this.staging = staging;
        this.units = List.copyOf(units);
    }

    /** What a killed restore was about to put in place; null: it had not begun to. */
    @CheckForNull
    static Swap left(Staging staging) throws IOException {
        if (!Files.exists(staging.journal())) {
            return null;
        }
        EntryRules rules = new EntryRules(Limits.DEFAULT);
        List<EntryName> units = new ArrayList<>();
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        for (byte b : Files.readAllBytes(staging.journal())) {
            if (b == 0) {
                // nobody else should have written it, but it says where files are moved to
                units.add(rules.name(EntryName.of(name.toByteArray()), false));
                name.reset();
            } else {
                name.write(b);
            }
        }
        return new Swap(staging, units);
    }

    /** Whether all renames were made. */
    boolean isCommitted() {
        return Files.exists(staging.committed());
    }

    /** The names of what is put in place; of each, the {@link #replaced} may exist. */
    List<EntryName> units() {
        return units;
    }

    /** Where what the unit with this index replaces is. */
    Path replaced(int index) {
        return staging.replaced().resolve(Integer.toString(index));
    }

    /**
     * Puts everything in place.
     *
     * @throws IOException if that cannot be done; then all is as before
     */
    void commit() throws IOException {
        if (!Removal.isThere(staging.target())) {
            move(staging.prepared(), staging.target());
            return;
        }
        Files.createDirectory(staging.replaced());
        writeJournal();
        boolean complete = false;
        try {
            for (int i = 0; i < units.size(); i++) {
                replace(i);
            }
            Files.createFile(staging.committed());
            complete = true;
        } finally {
            if (!complete) {
                undo();
            }
        }
    }

    /** Puts everything back that was moved, here or by a restore that was killed. */
    void undo() throws IOException {
        for (int i = units.size() - 1; i >= 0; i--) {
            Path prepared = FileNames.resolveAll(staging.prepared(), units.get(i));
            Path place = FileNames.resolveAll(staging.target(), units.get(i));
            if (!Removal.isThere(prepared) && Removal.isThere(place)) {
                move(place, prepared);
            }
            if (Removal.isThere(replaced(i))) {
                move(replaced(i), place);
            }
        }
        while (!made.isEmpty()) {
            Files.deleteIfExists(made.pop());
        }
        Files.deleteIfExists(staging.journal());
    }

    private void replace(int index) throws IOException {
        EntryName unit = units.get(index);
        openWay(unit.parent());
        Path place = FileNames.resolveAll(staging.target(), unit);
        if (Removal.isThere(place)) {
            move(place, replaced(index));
        }
        move(FileNames.resolveAll(staging.prepared(), unit), place);
    }

    /** Makes sure that directories lead to where a unit goes: through a link it would go somewhere else. */
    private void openWay(EntryName directory) throws IOException {
        if (directory.length() == 0) {
            return;
        }
        openWay(directory.parent());
        Path path = FileNames.resolveAll(staging.target(), directory);
        try {
            if (FileFacts.of(path).kind() != FileFacts.Kind.DIRECTORY) {
                throw new IOException(
                        path + " is in the way: the archive has something below it, but it is no directory");
            }
        } catch (NoSuchFileException e) {
            Files.createDirectory(path);
            made.push(path);
        }
    }

    private void writeJournal() throws IOException {
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        for (EntryName unit : units) {
            names.writeBytes(unit.bytes());
            names.write(0);
        }
        Path written = staging.journal().resolveSibling("journal.part");
        Files.write(written, names.toByteArray());
        Files.move(written, staging.journal(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AccessDeniedException e) {
            // a directory that cannot be written cannot be moved to another one either
            if (FileFacts.of(from).kind() != FileFacts.Kind.DIRECTORY) {
                throw e;
            }
            Modes.open(from);
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
