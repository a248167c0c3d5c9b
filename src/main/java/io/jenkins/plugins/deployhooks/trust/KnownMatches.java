package io.jenkins.plugins.deployhooks.trust;

import io.jenkins.plugins.deployhooks.agent.workspace.FindMatches;
import io.jenkins.plugins.deployhooks.engine.process.words.Glob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import jenkins.scm.api.SCMFile;

/**
 * Whether the trusted revision has a file that is like a pattern, in whatever directory the pattern means. Where that is behind a link,
 * or in more directories or among more files than anybody looks at, it may.
 */
final class KnownMatches {
    private static final String ALL = "**";

    private final TrustedTree tree;
    private final Map<Glob, Boolean> known = new HashMap<>();

    KnownMatches(TrustedTree tree) {
        this.tree = tree;
    }

    /** Whether it may have something that is like {@code glob}. */
    boolean mayHave(Glob glob) throws IOException, InterruptedException {
        Boolean found = known.get(glob);
        if (found == null) {
            found = search(glob);
            known.put(glob, found);
        }
        return found;
    }

    private boolean search(Glob glob) throws IOException, InterruptedException {
        String word = glob.word().endsWith("/") ? glob.word() + ALL : glob.word();
        String rest = word.substring(glob.start().length()).replaceFirst("^/+", "");
        List<String> level = List.of(glob.start());
        for (String part : rest.split("/+")) {
            if (part.contains(ALL)) {
                return isBelow(level, glob.pattern());
            }
            Pattern pattern = new Glob(part).pattern();
            List<String> next = new ArrayList<>();
            for (String directory : level) {
                if (isLink(directory) || !names(directory, pattern, next)) {
                    return true;
                }
            }
            level = next;
        }
        return !level.isEmpty();
    }

    /** Adds what is in {@code directory} and like {@code pattern}; false: too many are. */
    private boolean names(String directory, Pattern pattern, List<String> found)
            throws IOException, InterruptedException {
        List<String> names = tree.names(directory, FindMatches.MOST + 1);
        for (String name : names) {
            if (pattern.matcher(name).matches()) {
                found.add(path(directory, name));
            }
        }
        return names.size() <= FindMatches.MOST && found.size() <= FindMatches.MOST;
    }

    private boolean isBelow(List<String> from, Pattern pattern) throws IOException, InterruptedException {
        List<String> directories = new ArrayList<>(from);
        int seen = 0;
        for (int i = 0; i < directories.size(); i++) {
            if (isLink(directories.get(i))) {
                return true;
            }
            for (String name : tree.names(directories.get(i), FindMatches.MOST + 1)) {
                String path = path(directories.get(i), name);
                seen++;
                if (seen > FindMatches.MOST || pattern.matcher(path).matches()) {
                    return true;
                }
                if (tree.type(path) != SCMFile.Type.REGULAR_FILE) {
                    directories.add(path);
                }
            }
        }
        return false;
    }

    private boolean isLink(String directory) throws IOException, InterruptedException {
        return !directory.isEmpty() && tree.type(directory) == SCMFile.Type.LINK;
    }

    private static String path(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }
}
