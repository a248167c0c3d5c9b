package io.jenkins.plugins.deployhooks.engine.definition.load;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.Node;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The trees of the sources whose names for things do not depend on a profile, and of the file of a platform.
 *
 * @param administrator what holds where nobody else says anything
 * @param convention hooks by the names of files; null: no such directory
 * @param file deploy-hooks.yml; null: none, or not readable
 * @param arguments what the step or command line was given
 */
record Sources(
        MapNode administrator,
        @CheckForNull MapNode convention,
        @CheckForNull MapNode file,
        MapNode arguments) {
    /** The text at {@code path} in the strongest source that has one there; null where none has. */
    @CheckForNull
    ScalarNode strongest(String first, String... rest) {
        return strongest(present(administrator, convention, file, arguments), first, rest);
    }

    /** The text at the path in the last of {@code trees} that has one there; null where none has. */
    @CheckForNull
    static ScalarNode strongest(List<MapNode> trees, String first, String... rest) {
        return trees.stream()
                .map(tree -> tree.find(first, rest))
                .filter(Objects::nonNull)
                .reduce((weaker, stronger) -> stronger)
                .map(Sources::text)
                .orElse(null);
    }

    /** {@code trees} without the sources that are not there. */
    static List<MapNode> present(MapNode... trees) {
        return Arrays.stream(trees).filter(Objects::nonNull).toList();
    }

    @CheckForNull
    private static ScalarNode text(Node node) {
        return node instanceof ScalarNode scalar && !scalar.isNull() ? scalar : null;
    }
}
