package io.jenkins.plugins.deployhooks.engine.archive.file;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Removes directories with all below them, whatever their modes. Follows no links. */
public final class Removal {
    @CheckForNull
    private IOException failure;

    private Removal() {}

    /**
     * Removes {@code file}, which may be a directory, or may not be there.
     *
     * @throws IOException if something of it stays; all that can be removed is removed
     */
    public static void of(Path file) throws IOException {
        Removal removal = new Removal();
        removal.remove(file);
        if (removal.failure != null) {
            throw removal.failure;
        }
    }

    /** Whether something has this name, even a link to nothing. */
    public static boolean isThere(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    private void remove(Path file) {
        try {
            FileFacts facts = FileFacts.of(file);
            if (facts.kind() == FileFacts.Kind.DIRECTORY) {
                empty(file, facts);
            }
            Files.deleteIfExists(file);
        } catch (NoSuchFileException e) {
            return; // somebody else was quicker
        } catch (IOException e) {
            // the first one is the cause of those that follow from it
            failure = failure == null ? e : failure;
        }
    }

    private void empty(Path directory, FileFacts facts) throws IOException {
        if ((facts.mode() & 0700) != 0700) {
            Modes.open(directory);
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                remove(child);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
