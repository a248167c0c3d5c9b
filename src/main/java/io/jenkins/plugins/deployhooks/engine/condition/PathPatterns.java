package io.jenkins.plugins.deployhooks.engine.condition;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;

/**
 * Globs of changed files, relative to the root: a leading {@code **}{@code /} also matches at the root, and a glob of a
 * directory matches all below. Where a name cannot be compared it matches, since a hook that runs in vain does less harm than
 * one that is left out.
 */
public final class PathPatterns {
    private static final String ANYWHERE = "**/";
    private static final String SPECIAL = "*?[{\\";

    private final List<PathMatcher> matchers = new ArrayList<>();
    private final List<String> beginnings = new ArrayList<>();

    /** @param globs valid ones */
    public PathPatterns(List<String> globs) {
        for (String glob : globs) {
            String relative = glob.replaceFirst("^(?:\\./|/)+", "").replaceFirst("/+$", "");
            add(relative);
            if (relative.startsWith(ANYWHERE)) {
                add(relative.substring(ANYWHERE.length()));
            }
        }
    }

    private void add(String glob) {
        matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + glob));
        int end = 0;
        while (end < glob.length() && SPECIAL.indexOf(glob.charAt(end)) < 0) {
            end++;
        }
        beginnings.add(glob.substring(0, end));
    }

    /**
     * Whether one of {@code paths} matches.
     *
     * @param paths relative and with slashes; one that ends with a slash stands for anything below it
     */
    public boolean matchAny(List<String> paths) {
        return paths.stream().anyMatch(this::matches);
    }

    private boolean matches(String path) {
        if (path.endsWith("/")
                && beginnings.stream().anyMatch(glob -> path.startsWith(glob) || glob.startsWith(path))) {
            return true;
        }
        try {
            for (Path candidate = Path.of(path); candidate != null; candidate = candidate.getParent()) {
                Path each = candidate;
                if (matchers.stream().anyMatch(matcher -> matcher.matches(each))) {
                    return true;
                }
            }
            return false;
        } catch (InvalidPathException e) {
            // A name of another machine, or of another encoding.
            return true;
        }
    }
}
