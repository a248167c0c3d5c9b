package io.jenkins.plugins.deployhooks.engine.condition;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;

/**
 * Globs of changed files, relative to the root: {@code **}{@code /} also stands for no directory at all, a glob of a directory
 * matches all below, and {@code .} all there is. Where a name cannot be compared it matches, since a hook that runs in vain
 * does less harm than one that is left out.
 */
public final class PathPatterns {
    private static final String ANYWHERE = "**/";
    private static final String ALL = "**";
    private static final String SPECIAL = "*?[{\\";

    private final List<PathMatcher> matchers = new ArrayList<>();
    private final List<String> beginnings = new ArrayList<>();

    /** @param globs valid ones */
    public PathPatterns(List<String> globs) {
        for (String glob : globs) {
            String relative = glob.replaceFirst("^(?:\\./|/)+", "")
                    .replaceFirst("/+$", "")
                    .replaceAll("(?:(?<=/)|^)(?:\\*\\*/)+", ANYWHERE);
            String named = relative.isEmpty() || relative.equals(".") ? ALL : relative;
            matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + orNothing(named)));
            beginnings.add(beginning(named));
            if (named.startsWith(ANYWHERE)) {
                beginnings.add(beginning(named.substring(ANYWHERE.length())));
            }
        }
    }

    /** {@code glob} with a choice between each {@code **}{@code /} and nothing; groups cannot be nested, and stay as they are. */
    private static String orNothing(String glob) {
        StringBuilder text = new StringBuilder();
        boolean group = false;
        for (int i = 0; i < glob.length(); i++) {
            char next = glob.charAt(i);
            if (!group && glob.startsWith(ANYWHERE, i) && (i == 0 || glob.charAt(i - 1) == '/')) {
                text.append('{').append(ANYWHERE).append(",}");
                i += ANYWHERE.length() - 1;
                continue;
            }
            group = next == '{' || group && next != '}';
            text.append(next);
            if (next == '\\' && i + 1 < glob.length()) {
                text.append(glob.charAt(++i));
            }
        }
        return text.toString();
    }

    /** What every match of {@code glob} begins with. */
    private static String beginning(String glob) {
        int end = 0;
        while (end < glob.length() && SPECIAL.indexOf(glob.charAt(end)) < 0) {
            end++;
        }
        return glob.substring(0, end);
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
        boolean below = path.endsWith("/");
        String directory = below ? path : path + "/";
        // What is a file for git may lead to more: another commit of a submodule, another target of a link.
        if (beginnings.stream().anyMatch(glob -> glob.startsWith(directory) || below && path.startsWith(glob))) {
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
