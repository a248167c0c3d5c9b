package io.jenkins.plugins.deployhooks.engine.archive;

import java.util.ArrayList;
import java.util.List;

/**
 * What of a tree is archived (D2, D3, D10b).
 *
 * @param paths what is archived, relative to the root of the tree, with {@code /} between components; empty: everything.
 *     One that does not exist is noted. A directory means all below it. A leading {@code ./} or {@code /} and {@code .}
 *     for the whole tree are understood
 * @param excludes what is left out: paths, or globs as of {@link java.nio.file.FileSystem#getPathMatcher}, where a
 *     leading <code>**&#47;</code> also matches at the root; a directory left out takes all below with it
 * @param git whether {@code .git} is archived too, at any depth
 */
public record Selection(List<String> paths, List<String> excludes, boolean git) {
    /** Everything but {@code .git}. */
    public static final Selection ALL = new Selection(List.of(), List.of(), false);

    public Selection {
        paths = List.copyOf(paths);
        excludes = List.copyOf(excludes);
    }

    /** The same and {@code more} paths; where everything is selected already, nothing changes. */
    public Selection plus(List<String> more) {
        if (paths.isEmpty()) {
            return this;
        }
        List<String> all = new ArrayList<>(paths);
        all.addAll(more);
        return new Selection(all, excludes, git);
    }

    /** The same without {@code more} patterns. */
    public Selection without(List<String> more) {
        List<String> all = new ArrayList<>(excludes);
        all.addAll(more);
        return new Selection(paths, all, git);
    }
}
