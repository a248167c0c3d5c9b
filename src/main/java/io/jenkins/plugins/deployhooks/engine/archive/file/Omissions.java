package io.jenkins.plugins.deployhooks.engine.archive.file;

import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/** Tells what of a tree a selection leaves out (D2, D10b). */
public final class Omissions {
    /** A directory in a tree that is being restored. It is gone afterwards; what a killed restore left is no one's. */
    public static final String STAGING = ".deploy-hooks.restoring";

    private static final String ANYWHERE = "**/";
    private static final Path GIT = Path.of(".git");

    private final Path root;
    private final boolean git;
    private final Set<Path> paths = new HashSet<>();
    private final List<PathMatcher> globs = new ArrayList<>();

    /**
     * Of the tree below {@code root}.
     *
     * @throws IOException if an exclude is no pattern
     */
    public Omissions(Path root, Selection selection) throws IOException {
        this.root = root;
        this.git = selection.git();
        paths.add(root.getFileSystem().getPath(STAGING));
        for (String exclude : selection.excludes()) {
            add(exclude.replaceFirst("^(?:\\./+|/+)+", "").replaceFirst("/+$", ""), root.getFileSystem());
        }
    }

    private void add(String pattern, FileSystem files) throws IOException {
        try {
            parse(pattern, files);
        } catch (PatternSyntaxException | InvalidPathException e) {
            throw new IOException("The exclude " + pattern + " is neither a path nor a pattern: " + e.getMessage(), e);
        }
    }

    private void parse(String pattern, FileSystem files) {
        if (pattern.chars().noneMatch(c -> "*?[{\\".indexOf(c) >= 0)) {
            paths.add(FileNames.relative(pattern));
            return;
        }
        globs.add(files.getPathMatcher("glob:" + pattern));
        for (String rest = pattern; rest.startsWith(ANYWHERE); ) {
            rest = rest.substring(ANYWHERE.length());
            globs.add(files.getPathMatcher("glob:" + rest));
        }
    }

    /** Whether {@code file}, with all below it, is left out. Says nothing of directories above it. */
    public boolean contain(Path file) {
        if (!git && GIT.equals(Objects.requireNonNull(file.getFileName(), "a root is never left out"))) {
            return true;
        }
        return isExcluded(file);
    }

    /** The same without the rule for {@code .git}. */
    public boolean isExcluded(Path file) {
        if (paths.size() == 1 && globs.isEmpty() && !file.endsWith(STAGING)) {
            return false; // what is asked most often is answered without making a path
        }
        Path relative = root.relativize(file);
        if (paths.contains(relative)) {
            return true;
        }
        for (PathMatcher glob : globs) {
            if (glob.matches(relative)) {
                return true;
            }
        }
        return false;
    }
}
