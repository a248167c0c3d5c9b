package io.jenkins.plugins.deployhooks.engine.cache.content;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Paths left out, as an archive leaves them out (D2): paths, or globs where a leading {@code **}{@code /} also matches at the root. */
public final class Globs implements Predicate<String> {
    private final List<PathMatcher> matchers = new ArrayList<>();

    /** @param patterns valid globs */
    public Globs(List<String> patterns) {
        for (String pattern : patterns) {
            String relative = pattern.replaceFirst("^(?:\\./|/)+", "").replaceFirst("/+$", "");
            add(relative);
            if (relative.startsWith("**/")) {
                add(relative.substring(3));
            }
        }
    }

    private void add(String glob) {
        if (!glob.isEmpty()) {
            matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + glob));
        }
    }

    /** Whether {@code path}, relative and with slashes, or a directory above it is left out. */
    public boolean covers(String path) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (test(path.substring(0, slash))) {
                return true;
            }
        }
        return test(path);
    }

    /** Whether {@code path}, relative and with slashes, is left out; what is below it is then, too. */
    @Override
    public boolean test(String path) {
        if (matchers.isEmpty()) {
            return false;
        }
        try {
            Path candidate = Path.of(path);
            return matchers.stream().anyMatch(matcher -> matcher.matches(candidate));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
