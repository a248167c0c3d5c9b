package io.jenkins.plugins.deployhooks.agent.premises;

import io.jenkins.plugins.deployhooks.engine.cache.disk.Trees;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Directories where somebody else, as what runs in a container, can make links: none is followed. */
final class WithoutLinks {
    /** Nobody nests deeper, but for those who want to do harm. */
    private static final int DEEPEST = 500;

    private WithoutLinks() {}

    /**
     * Makes the directories {@code names}, each in the one before and the first in {@code base}, where they are missing.
     *
     * @throws IOException if one is a link, or cannot be made
     */
    static void make(Path base, List<String> names) throws IOException {
        Path path = Files.createDirectories(base);
        for (String name : names) {
            path = path.resolve(name);
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                try {
                    Files.createDirectory(path);
                } catch (FileAlreadyExistsException e) {
                    check(path, e);
                }
            }
        }
    }

    private static void check(Path path, IOException fault) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(path + " is a link or a file where a directory has to be; remove it", fault);
        }
    }

    /**
     * Deletes the directory {@code names}, each in the one before and the first in {@code base}, and all below it. One that is
     * reached by a link is not.
     *
     * @throws IOException if something stays
     */
    static void delete(Path base, List<String> names) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(base)) {
            if (all instanceof SecureDirectoryStream<Path> secure) {
                delete(secure, base, names);
                return;
            }
        } catch (NoSuchFileException e) {
            return;
        }
        Path path = base;
        for (String name : names) {
            path = path.resolve(name);
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            check(path, null);
        }
        Trees.delete(path);
    }

    private static void delete(SecureDirectoryStream<Path> in, Path base, List<String> names) throws IOException {
        Path name = Path.of(names.get(0));
        if (names.size() == 1) {
            delete(in, name, 0);
            return;
        }
        try {
            if (!in.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes()
                    .isDirectory()) {
                throw new IOException(
                        base.resolve(name) + " is a link or a file where a directory has to be; remove it");
            }
            try (SecureDirectoryStream<Path> inner = in.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                delete(inner, base.resolve(name), names.subList(1, names.size()));
            }
        } catch (NoSuchFileException e) {
            // It was never made, or is gone.
            return;
        }
    }

    /** Deletes {@code name} and all below it. What somebody else deletes meanwhile, as a hook that is being stopped, is gone too. */
    static void delete(SecureDirectoryStream<Path> in, Path name, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException(name + " is nested too deep");
        }
        try {
            if (!in.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes()
                    .isDirectory()) {
                in.deleteFile(name);
                return;
            }
            makeWritable(in, name);
            try (SecureDirectoryStream<Path> inner = in.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                List<Path> names = new ArrayList<>();
                inner.forEach(path -> names.add(Objects.requireNonNull(path.getFileName())));
                for (Path each : names) {
                    delete(inner, each, depth + 1);
                }
            }
            in.deleteDirectory(name);
        } catch (NoSuchFileException e) {
            // This one alone: what is beside it may be there still.
            return;
        }
    }

    /** A read-only directory, such as Go's module cache makes, keeps its files from being deleted. */
    private static void makeWritable(SecureDirectoryStream<Path> in, Path name) throws IOException {
        PosixFileAttributeView view =
                in.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view != null
                && !view.readAttributes().permissions().containsAll(PosixFilePermissions.fromString("rwx------"))) {
            view.setPermissions(PosixFilePermissions.fromString("rwx------"));
        }
    }
}
