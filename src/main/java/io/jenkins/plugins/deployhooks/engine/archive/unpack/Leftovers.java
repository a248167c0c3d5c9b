package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import io.jenkins.plugins.deployhooks.engine.archive.Notes;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.file.FileFacts;
import io.jenkins.plugins.deployhooks.engine.archive.file.FileNames;
import io.jenkins.plugins.deployhooks.engine.archive.file.Modes;
import io.jenkins.plugins.deployhooks.engine.archive.file.Omissions;
import io.jenkins.plugins.deployhooks.engine.archive.file.Removal;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Sorts what was replaced: what archives leave out was never theirs to remove, and goes back to where it was; the rest is
 * deleted.
 */
final class Leftovers {
    private final Path target;
    private final Omissions omissions;
    private final Notes notes;

    Leftovers(Path target, Selection selection, Notes notes) {
        this.target = target;
        this.omissions = new Omissions(target, selection);
        this.notes = notes;
    }

    /** Sorts all that {@code swap} replaced. */
    void sort(Swap swap) throws IOException {
        for (int i = 0; i < swap.units().size(); i++) {
            if (Removal.isThere(swap.replaced(i))) {
                sort(swap.replaced(i), FileNames.resolveAll(target, swap.units().get(i)));
            }
        }
    }

    private void sort(Path old, Path place) throws IOException {
        if (omissions.contain(place)) {
            putBack(old, place);
            return;
        }
        FileFacts facts = FileFacts.of(old);
        if (facts.kind() == FileFacts.Kind.DIRECTORY) {
            if ((facts.mode() & 0700) != 0700) {
                Modes.open(old);
            }
            try (DirectoryStream<Path> children = Files.newDirectoryStream(old)) {
                for (Path child : children) {
                    sort(child, place.resolve(Objects.requireNonNull(child.getFileName(), "it is in a directory")));
                }
            }
        }
        Files.deleteIfExists(old);
    }

    private void putBack(Path old, Path place) throws IOException {
        if (!Removal.isThere(place) && isReachable(place.getParent())) {
            Files.move(old, place);
        } else {
            notes.add(target.relativize(place) + " was no part of the archive, but something else is there in it now;"
                    + " it was removed.");
            Removal.of(old);
        }
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
