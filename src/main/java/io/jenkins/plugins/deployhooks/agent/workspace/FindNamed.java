package io.jenkins.plugins.deployhooks.agent.workspace;

import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import jenkins.MasterToSlaveFileCallable;

/**
 * The files of a workspace that have one of some names, wherever they are: their paths, with slashes. Links to files are files,
 * and links to directories are not followed.
 */
public final class FindNamed extends MasterToSlaveFileCallable<ArrayList<String>> {
    private static final long serialVersionUID = 1L;

    /** More have no repository and no build of it. */
    private static final int MOST_FILES = 2_000_000;

    private final ArrayList<String> names;

    /** @param names without directories; whether in small letters or capitals does not count */
    public FindNamed(Collection<String> names) {
        this.names = new ArrayList<>(names);
    }

    @Override
    public ArrayList<String> invoke(File workspace, VirtualChannel channel) throws IOException {
        Path root = workspace.toPath();
        Set<String> wanted = new TreeSet<>();
        names.forEach(name -> wanted.add(name.toLowerCase(Locale.ROOT)));
        Search search = new Search(root, wanted);
        Files.walkFileTree(root, search);
        return search.found;
    }

    private static final class Search extends SimpleFileVisitor<Path> {
        private final Path root;
        private final Set<String> wanted;
        private final ArrayList<String> found = new ArrayList<>();
        private int files;

        Search(Path root, Set<String> wanted) {
            this.root = root;
            this.wanted = wanted;
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
            Path name = file.getFileName();
            if (name != null && wanted.contains(name.toString().toLowerCase(Locale.ROOT))) {
                found.add(root.relativize(file)
                        .toString()
                        .replace(root.getFileSystem().getSeparator(), "/"));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException fault) {
            // Gone meanwhile, or not to be read, as what a container has left: nobody is asked to tidy up first.
            return FileVisitResult.CONTINUE;
        }
    }
}
