package io.jenkins.plugins.deployhooks.engine.cache.disk;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and directories as a whole: deleted, or forced to the disk. */
public final class Trees {
    private Trees() {}

    /**
     * Deletes {@code path} and all below it, links as links. What somebody else deletes meanwhile is as good as deleted.
     *
     * @throws IOException if something stays
     */
    public static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                if (!Files.isWritable(dir) || !Files.isExecutable(dir)) {
                    // A read-only directory, such as Go's module cache makes, keeps its files from being deleted.
                    PosixFileAttributeView view = Files.getFileAttributeView(dir, PosixFileAttributeView.class);
                    if (view != null) {
                        open(view);
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            private void open(PosixFileAttributeView view) throws IOException {
                try {
                    view.setPermissions(PosixFilePermissions.fromString("rwx------"));
                } catch (NoSuchFileException e) {
                    return; // not writable, since somebody else has just deleted it
                }
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException fault) throws IOException {
                if (fault instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw fault;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @CheckForNull IOException fault) throws IOException {
                if (fault != null && !(fault instanceof NoSuchFileException)) {
                    throw fault; // why not all in it was seen, which says more than that something is in it
                }
                Files.deleteIfExists(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Forces a file's content to the disk. */
    public static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Forces the names in a directory to the disk, where the system can. */
    public static void forceNames(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
