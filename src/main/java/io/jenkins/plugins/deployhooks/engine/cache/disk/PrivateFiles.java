package io.jenkins.plugins.deployhooks.engine.cache.disk;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** Directories that only their owner may look into. */
public final class PrivateFiles {
    private PrivateFiles() {}

    /**
     * Makes {@code directory} where it is missing, so that nobody else may look into it: what was built may hold secrets.
     * One that exists stays as it is: its owner may want to share it.
     */
    public static Path createDirectories(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath();
        if (!Files.isDirectory(absolute)) {
            Files.createDirectories(Objects.requireNonNull(absolute.getParent(), "a root exists"));
            try {
                create(absolute);
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(absolute)) {
                    throw e;
                }
            }
        }
        return directory;
    }

    /**
     * Makes {@code directory}, which does not exist.
     *
     * @throws FileAlreadyExistsException if it does
     */
    public static Path create(Path directory) throws IOException {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? Files.createDirectory(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
                : Files.createDirectory(directory);
    }
}
