package io.jenkins.plugins.deployhooks.agent.workspace;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;

/** Walks through a workspace, but not through what git keeps for itself, and collects paths of files; not without number. */
abstract class FileSearch extends SimpleFileVisitor<Path> {
    /** More have no repository and no build of it. */
    private static final int MOST_FILES = 2_000_000;

    private final Path root;
    private final int most;
    private final ArrayList<String> found = new ArrayList<>();
    private int files;

    /** @param most so many paths are collected, and another one that tells that there are more */
    FileSearch(Path root, int most) {
        this.root = root;
        this.most = most;
    }

    /** Whether {@code file} is looked for. */
    abstract boolean isWanted(Path file, BasicFileAttributes attributes);

    /** What was found, relative to the workspace, with slashes. */
    final ArrayList<String> found() {
        return found;
    }

    /** The path of {@code file}, relative to the workspace, with slashes. */
    final String path(Path file) {
        return root.relativize(file).toString().replace(root.getFileSystem().getSeparator(), "/");
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        return directory.endsWith(".git") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        files++;
        if (files > MOST_FILES) {
            throw new IOException(root + " has more than " + MOST_FILES + " files");
        }
        if (isWanted(file, attributes)) {
            found.add(path(file));
        }
        return found.size() > most ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException fault) {
        // Gone meanwhile, a link around itself, or not to be read, as what a container has left: nobody is asked to
        // tidy up first.
        return FileVisitResult.CONTINUE;
    }
}
