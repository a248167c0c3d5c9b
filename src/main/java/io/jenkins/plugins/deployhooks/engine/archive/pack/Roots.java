package io.jenkins.plugins.deployhooks.engine.archive.pack;

import io.jenkins.plugins.deployhooks.engine.archive.Notes;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.file.FileFacts;
import io.jenkins.plugins.deployhooks.engine.archive.file.FileNames;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryName;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where an archive begins: the selected paths in order, none below another (D3). */
final class Roots {
    private final Path root;
    private final Notes notes;

    Roots(Path root, Notes notes) {
        this.root = root;
        this.notes = notes;
    }

    /**
     * A selected path that exists.
     *
     * @param path where it is
     * @param name in the archive; {@link EntryName#NONE}: the whole tree
     */
    record Start(Path path, EntryName name) {}

    List<Start> of(Selection selection) throws IOException {
        List<Start> found = new ArrayList<>();
        for (String text : selection.paths().isEmpty() ? List.of(".") : selection.paths()) {
            Path relative = relative(text);
            if (relative.startsWith("..")) {
                notes.add(text + " is outside of the checkout and was not archived.");
            } else if (relative.toString().isEmpty()) {
                found.add(new Start(root, EntryName.NONE));
            } else if (isThere(relative, text)) {
                found.add(new Start(root.resolve(relative), name(relative)));
            }
        }
        found.sort((a, b) -> Arrays.compareUnsigned(a.name().bytes(), b.name().bytes()));
        List<Start> apart = new ArrayList<>();
        for (Start start : found) {
            if (apart.stream().noneMatch(other -> start.name().startsWith(other.name()))) {
                apart.add(start);
            }
        }
        return apart;
    }

    private static Path relative(String text) throws IOException {
        try {
            return FileNames.relative(text);
        } catch (InvalidPathException e) {
            throw new IOException("No file can have the name " + text + ", which is to be archived", e);
        }
    }

    private boolean isThere(Path relative, String text) throws IOException {
        try {
            for (int i = 1; i < relative.getNameCount(); i++) {
                FileFacts above = FileFacts.of(root.resolve(relative.subpath(0, i)));
                if (above.kind() != FileFacts.Kind.DIRECTORY) {
                    notes.add(text + " is reached through " + relative.subpath(0, i)
                            + ", which is no directory, and was not archived.");
                    return false;
                }
            }
            FileFacts.of(root.resolve(relative));
            return true;
        } catch (NoSuchFileException e) {
            notes.add(text + " does not exist and was not archived.");
            return false;
        }
    }

    private static EntryName name(Path relative) {
        EntryName name = EntryName.NONE;
        for (Path component : relative) {
            name = name.child(FileNames.component(component));
        }
        return name;
    }
}
