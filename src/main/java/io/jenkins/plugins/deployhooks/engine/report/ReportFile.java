package io.jenkins.plugins.deployhooks.engine.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Objects;
import java.util.UUID;

/**
 * The place of a report. A symbolic link means what it points to. What is there and is not a regular file, such as a
 * pipe or a device, is written into and stays what it is.
 */
public final class ReportFile {
    private static final int MOST_LINKS = 40;
    private static final String STAGED = ".deploy-hooks-";
    private static final String UNFINISHED = ".tmp";

    /** Where Linux keeps the open files of processes, to which {@code /dev/stdout} and {@code /dev/fd} are links. */
    private static final Path OPEN_FILES = Path.of("/proc");

    private final Path path;
    private final boolean direct;

    private ReportFile(Path path, boolean direct) {
        this.path = path;
        this.direct = direct;
    }

    /**
     * The place that {@code file} names.
     *
     * @throws IOException if it cannot be found out
     */
    public static ReportFile at(Path file) throws IOException {
        Path path = file.toAbsolutePath();
        for (int links = 0; ; links++) {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                return new ReportFile(path, true);
            }
            if (!Files.isSymbolicLink(path)) {
                return new ReportFile(path, false);
            }
            if (links == MOST_LINKS) {
                throw new FileSystemLoopException(file.toString());
            }
            Path directory = parent(path).toRealPath();
            if (directory.startsWith(OPEN_FILES)) {
                // Whoever has the file open would not see one that takes its place.
                return new ReportFile(path, true);
            }
            path = directory.resolve(Files.readSymbolicLink(path));
        }
    }

    /**
     * Makes the directory it is in, and makes sure that it can be written.
     *
     * @throws IOException if it cannot
     */
    public void check() throws IOException {
        if (Files.isDirectory(path)) {
            throw new FileSystemException(path.toString(), null, "is a directory");
        }
        if (!direct) {
            Files.createDirectories(parent(path));
        }
        // A regular file is written beside its place first, so it is the directory that has to be writable.
        Path written = direct ? path : parent(path);
        if (!Files.isWritable(written)) {
            throw new AccessDeniedException(written.toString());
        }
    }

    /**
     * Writes {@code text}. In a regular file the old content or the whole new one is there, never a part.
     *
     * @throws IOException if it cannot be written; then a regular file is as before
     */
    public void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (direct) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
                write(channel, bytes);
            }
            return;
        }
        Path directory = Files.createDirectories(parent(path));
        Path staged = directory.resolve(STAGED + UUID.randomUUID() + UNFINISHED);
        try {
            try (FileChannel channel =
                    FileChannel.open(staged, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                write(channel, bytes);
                keepMode(staged);
                channel.force(true);
            }
            Files.move(staged, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(staged);
        }
    }

    /**
     * Removes what was left beside a regular file by processes that were killed while they wrote it. Where somebody writes, it
     * fails for him.
     *
     * @throws IOException if it cannot be removed
     */
    public void sweep() throws IOException {
        if (direct || !Files.isDirectory(parent(path))) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(parent(path), STAGED + "*" + UNFINISHED)) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void keepMode(Path staged) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(staged, PosixFileAttributeView.class);
        if (view != null && Files.exists(path)) {
            view.setPermissions(Files.getPosixFilePermissions(path));
        }
    }

    private static void write(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent(), "a report is a file, not a root");
    }
}
