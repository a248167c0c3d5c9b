package io.jenkins.plugins.deployhooks.engine.archive.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Removes directories with all below them, whatever their modes. Follows no links. */
public final class Removal {
    private Removal() {}

    /**
     * Removes {@code file}, which may be a directory, or may not be there.
     *
     * @throws IOException if something of it stays
     */
    public static void of(Path file) throws IOException {
        FileFacts facts;
        try {
            facts = FileFacts.of(file);
        } catch (NoSuchFileException e) {
            return;
        }
        if (facts.kind() == FileFacts.Kind.DIRECTORY) {
            if ((facts.mode() & 0700) != 0700) {
                Modes.open(file);
            }
            try (DirectoryStream<Path> children = Files.newDirectoryStream(file)) {
                for (Path child : children) {
                    of(child);
                }
            }
        }
        Files.deleteIfExists(file);
    }

    /** Whether something has this name, even a link to nothing. */
    public static boolean isThere(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }
}
