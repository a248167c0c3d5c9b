package io.jenkins.plugins.deployhooks.engine.cache.disk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** A file that is written whole or not at all. */
public final class Replacement {
    /** Nobody writes for so long; what is older was left by a process that was killed. */
    private static final Duration LEFT_BEHIND = Duration.ofHours(1);

    private static final String STAGED = ".staged";

    private Replacement() {}

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        /** @param out need not be closed */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Gives {@code file} another content; its directory must exist. Removes what was left beside it.
     *
     * @throws IOException if that cannot be done; the file is as before then
     */
    public static void write(Path file, Content content) throws IOException {
        Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a directory");
        sweep(directory);
        Path staged = Files.createTempFile(directory, STAGED, "");
        try {
            try (OutputStream out = Files.newOutputStream(staged)) {
                content.writeTo(out);
            }
            Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(staged);
        }
    }

    private static void sweep(Path directory) throws IOException {
        Instant before = Instant.now().minus(LEFT_BEHIND);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, STAGED + "*")) {
            for (Path file : left) {
                if (lastModified(file).isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static Instant lastModified(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException e) {
            // Another process has just put it in its place.
            return Instant.MAX;
        }
    }
}
