package io.jenkins.plugins.deployhooks.engine.definition.load;

import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.source.Administration.RepositoryHooks;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.Node;
import java.util.List;

/**
 * What files of the repository may say where an administrator allows them no hooks: nothing that is executed or decides what
 * is, since a shebang line is a command, and so is what variables such as BASH_ENV name.
 */
final class RepositoryRule {
    private static final String WHY = "the administrator allows no hooks from the repository";

    private RepositoryRule() {}

    static void check(RepositoryHooks rule, List<MapNode> trees, Problems problems) {
        if (rule != RepositoryHooks.NONE) {
            return;
        }
        for (MapNode tree : trees) {
            refuse(tree, "hooks", "hooks of the event ", problems);
            refuse(tree, "env", "variables of the phase ", problems);
            refuse(tree, "traffic", "what holds requests back: ", problems);
            refuse(tree, "services", "variables of the service ", problems);
            if (tree.get("defaults") instanceof MapNode defaults) {
                MapNode.Entry shell = defaults.entries().get("shell");
                if (shell != null && isOfRepository(shell.key())) {
                    refuse(shell.key(), "a shell for hooks", problems);
                }
            }
        }
    }

    private static void refuse(MapNode tree, String key, String what, Problems problems) {
        MapNode.Entry entry = tree.entries().get(key);
        if (entry == null) {
            return;
        }
        Node value = entry.value();
        if (value instanceof MapNode map) {
            map.entries().forEach((name, below) -> {
                if (isOfRepository(below.key())) {
                    refuse(below.key(), what + name, problems);
                }
            });
        } else if (isOfRepository(entry.key())) {
            refuse(entry.key(), key, problems);
        }
    }

    private static void refuse(Origin origin, String what, Problems problems) {
        problems.error(origin, what, WHY, "let the job say it, in the arguments of its step or its environment");
    }

    private static boolean isOfRepository(Origin origin) {
        return origin.strength() == Origin.Strength.CONVENTION || origin.strength() == Origin.Strength.FILE;
    }
}
