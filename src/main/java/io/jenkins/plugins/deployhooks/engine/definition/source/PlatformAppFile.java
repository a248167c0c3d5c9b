package io.jenkins.plugins.deployhooks.engine.definition.source;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ListNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.Node;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.TreeBuilder;
import io.jenkins.plugins.deployhooks.engine.definition.yaml.RepositoryFile;
import io.jenkins.plugins.deployhooks.engine.definition.yaml.YamlTree;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The file .platform.app.yaml in its simple form: {@code name}, the texts below {@code hooks}, and {@code
 * variables.env}, which both phases see as on the platform. The rest of it is about containers and has no meaning here.
 */
public final class PlatformAppFile {
    /** The file's name. */
    public static final String NAME = ".platform.app.yaml";

    /** The events whose hooks it can have (S30). */
    public static final List<String> EVENTS = List.of("build", "deploy", "post_deploy");

    private static final List<String> USED = List.of("name", "hooks", "variables");

    private static final int MOST_NAMED = 5;

    private PlatformAppFile() {}

    /** Whether {@code root} has such a file, readable or not. */
    public static boolean exists(Path root) {
        return RepositoryFile.exists(root, NAME);
    }

    /** What the file says, as a tree of a definition; null after an error. */
    @CheckForNull
    public static MapNode read(Path root, Path file, Problems problems) {
        Origin place = Origin.of(Origin.Strength.FILE, NAME);
        MapNode tree =
                RepositoryFile.read(root, file, place, new RepositoryFile.ReadOptions(YamlTree.Tags.KEPT, problems));
        return tree == null ? null : translated(tree, problems);
    }

    private static MapNode translated(MapNode tree, Problems problems) {
        TreeBuilder definition = new TreeBuilder(tree.origin());
        Node name = tree.get("name");
        if (name != null) {
            definition.put(name, "app");
        }
        Node hooks = tree.get("hooks");
        if (hooks != null && !isNothing(hooks)) {
            definition.put(texts(hooks, problems), "hooks");
        }
        if (tree.find("variables", "env") instanceof MapNode variables) {
            MapNode scalars = scalars(variables);
            definition.put(scalars, "env", "build").put(scalars, "env", "run");
        }
        List<String> unused = tree.entries().keySet().stream()
                .filter(key -> !USED.contains(key))
                .toList();
        if (!unused.isEmpty()) {
            Origin origin = tree.entries().get(unused.get(0)).key();
            String names = unused.stream().limit(MOST_NAMED).map(Quoted::of).collect(Collectors.joining(", "));
            String what = "not used: " + names + (unused.size() > MOST_NAMED ? ", …" : "");
            problems.warning(origin, what, "only name, hooks and variables.env are read from this file", null);
        }
        return definition.build();
    }

    /** Hooks are single texts in this file; anything else is a problem of its own rather than a guess. */
    private static Node texts(Node hooks, Problems problems) {
        if (!(hooks instanceof MapNode map)) {
            return hooks;
        }
        Map<String, MapNode.Entry> texts = new LinkedHashMap<>();
        map.entries().forEach((event, entry) -> {
            Node value = entry.value();
            if (value instanceof MapNode || value instanceof ListNode) {
                String why = "in " + NAME + " a hook is a text";
                problems.error(
                        value.origin(), "the hook is " + value.kind(), why, "write it as a block: " + event + ": |");
            } else if (!isNothing(value)) {
                texts.put(event, entry);
            }
        });
        return new MapNode(map.origin(), texts);
    }

    private static MapNode scalars(MapNode variables) {
        Map<String, MapNode.Entry> scalars = new LinkedHashMap<>(variables.entries());
        scalars.values().removeIf(entry -> !(entry.value() instanceof ScalarNode) || isNothing(entry.value()));
        return new MapNode(variables.origin(), scalars);
    }

    private static boolean isNothing(Node node) {
        return node instanceof ScalarNode scalar
                && (scalar.isNull() || scalar.text().isBlank());
    }
}
