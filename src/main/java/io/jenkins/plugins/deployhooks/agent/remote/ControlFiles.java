package io.jenkins.plugins.deployhooks.agent.remote;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** The control directory of one attempt, in which the hook's supervisor and we tell each other things. */
final class ControlFiles {
    private static final String ENDED = "ended.";

    private final Path directory;

    ControlFiles(Path directory) {
        this.directory = directory;
    }

    /** A status that the supervisor left behind. */
    record Status(int code, boolean left) {
        /** Reads {@code 3} or {@code 3+}; null where it is neither. */
        @CheckForNull
        static Status parse(String text) {
            boolean left = text.endsWith("+");
            try {
                return new Status(Integer.parseInt(left ? text.substring(0, text.length() - 1) : text), left);
            } catch (NumberFormatException e) {
                return null;
            }
        }
    }

    /** Makes it, for its user alone; fine where it is there. */
    void make(boolean windows) throws IOException {
        Files.createDirectories(Objects.requireNonNull(directory.getParent()));
        if (!Files.isDirectory(directory)) {
            if (windows) {
                Files.createDirectory(directory);
            } else {
                Files.createDirectory(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        }
    }

    boolean exists() {
        return Files.isDirectory(directory);
    }

    /** Whether the supervisor ever ran; it makes this at its start, and cannot make it twice. */
    boolean isStarted() {
        return Files.isDirectory(directory.resolve("started"));
    }

    /** What the hook writes. */
    Path output() {
        return directory.resolve("output");
    }

    /** Where the hook writes its {@code KEY=value} lines. */
    Path values() {
        return directory.resolve("values");
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    /** Whether the copier of the output ended before its time. */
    boolean isUncopied() {
        return Files.exists(directory.resolve("uncopied"));
    }

    /** The status, where the supervisor has left one; null otherwise. */
    @CheckForNull
    Status status() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, ENDED + "*")) {
            for (Path file : files) {
                return Status.parse(String.valueOf(file.getFileName()).substring(ENDED.length()));
            }
        } catch (NoSuchFileException e) {
            return null; // the caller asks whether the directory is there
        }
        return null;
    }

    /** Copies a script of ours here; its path. */
    Path script(String name) throws IOException {
        Path target = directory.resolve(name);
        try (InputStream in = Objects.requireNonNull(ControlFiles.class.getResourceAsStream(name), name)) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return target;
    }
}
