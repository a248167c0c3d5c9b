package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import io.jenkins.plugins.deployhooks.engine.archive.Notes;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.file.FileFacts;
import io.jenkins.plugins.deployhooks.engine.archive.file.Modes;
import io.jenkins.plugins.deployhooks.engine.archive.file.Omissions;
import io.jenkins.plugins.deployhooks.engine.archive.file.Removal;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Sorts what was replaced: what archives leave out was never theirs to remove, and goes back to where it was; the rest is
 * deleted. All is in place by then, so nothing that goes wrong here is a failure of the restore: it is said.
 */
final class Leftovers {
    private final Path target;
    private final Selection selection;
    private final Omissions omissions;
    private final Notes notes;
    private boolean allAreBack;

    /** @throws IOException if {@code selection} leaves out what is no pattern */
    Leftovers(Path target, Selection selection, Notes notes) throws IOException {
        this.target = target;
        this.selection = selection;
        this.omissions = new Omissions(target, selection);
        this.notes = notes;
    }

    /**
     * Sorts all that {@code swap} replaced.
     *
     * @throws IOException if the list of it cannot be read
     */
    void sort(Swap swap, Staging staging) throws IOException {
        allAreBack = true;
        swap.units((index, name, made) -> {
            Path old = swap.replaced(index);
            if (Removal.isThere(old)) {
                sort(old, swap.place(name), isLeftOut(swap.place(name)));
            }
        });
        if (!allAreBack) {
            staging.keep(staging.replaced(), "was no part of the archive and could not be put back");
        }
    }

    /** What was asked for by its name is archived though its name is {@code .git}. */
    private boolean isLeftOut(Path unit) {
        return selection.paths().isEmpty() ? omissions.contain(unit) : omissions.isExcluded(unit);
    }

    private void sort(Path old, Path place, boolean leftOut) {
        try {
            if (leftOut) {
                putBack(old, place);
                return;
            }
            FileFacts facts = FileFacts.of(old);
            if (facts.kind() == FileFacts.Kind.DIRECTORY) {
                children(old, place, facts);
            }
            Files.deleteIfExists(old);
        } catch (IOException e) {
            // whoever empties the staging directory cannot remove it either, and says so
            return;
        }
    }

    private void children(Path old, Path place, FileFacts facts) throws IOException {
        if ((facts.mode() & 0700) != 0700) {
            Modes.open(old);
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(old)) {
            for (Path child : children) {
                Path there = place.resolve(Objects.requireNonNull(child.getFileName(), "it is in a directory"));
                sort(child, there, omissions.contain(there));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void putBack(Path old, Path place) throws IOException {
        String name = String.valueOf(target.relativize(place));
        try {
            if (isReachable(Objects.requireNonNull(place.getParent(), "it is below the target"))) {
                if (Removal.isThere(place)) {
                    notes.add(
                            name + " is left out of archives here, but was in this one; what was there before stays.");
                    Removal.of(place);
                }
                Swap.move(old, place);
                return;
            }
        } catch (IOException e) {
            notes.add(name + " was no part of the archive and cannot be put back: " + e);
            allAreBack = false;
            return;
        }
        notes.add(name + " was no part of the archive, but something else is there in it now; it was removed.");
        Removal.of(old);
    }

    /** Whether {@code directory} is, or can become, a directory below the target with no link on the way. */
    private boolean isReachable(Path directory) throws IOException {
        if (directory.equals(target)) {
            return true;
        }
        if (!isReachable(Objects.requireNonNull(directory.getParent(), "it is below the target"))) {
            return false;
        }
        if (Removal.isThere(directory)) {
            return FileFacts.of(directory).kind() == FileFacts.Kind.DIRECTORY;
        }
        Files.createDirectory(directory);
        return true;
    }
}
