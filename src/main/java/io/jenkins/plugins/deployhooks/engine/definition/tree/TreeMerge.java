package io.jenkins.plugins.deployhooks.engine.definition.tree;

import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one tree of the trees of several sources: mappings are merged key by key, scalars and lists of the stronger
 * source replace the weaker ones. Hooks are replaced event by event: half of a hook from one source and half from
 * another would be a hook that nobody wrote.
 */
public final class TreeMerge {
    private static final String HOOKS = "hooks";

    private TreeMerge() {}

    /**
     * The merged tree.
     *
     * @param weakestFirst at least one tree
     */
    public static MapNode merge(List<MapNode> weakestFirst) {
        MapNode merged = weakestFirst.get(0);
        for (MapNode stronger : weakestFirst.subList(1, weakestFirst.size())) {
            merged = top(merged, stronger);
        }
        return merged;
    }

    private static MapNode top(MapNode weak, MapNode strong) {
        Map<String, MapNode.Entry> entries = new LinkedHashMap<>(weak.entries());
        strong.entries().forEach((key, entry) -> {
            boolean deep = !key.equals(HOOKS);
            entries.merge(key, entry, (weaker, stronger) -> entry(weaker, stronger, deep));
        });
        return new MapNode(origin(weak, strong), entries);
    }

    private static MapNode.Entry entry(MapNode.Entry weak, MapNode.Entry strong, boolean deep) {
        if (!(weak.value() instanceof MapNode weaker) || !(strong.value() instanceof MapNode stronger)) {
            return strong;
        }
        Map<String, MapNode.Entry> entries = new LinkedHashMap<>(weaker.entries());
        stronger.entries().forEach((key, value) -> entries.merge(key, value, (a, b) -> deep ? entry(a, b, true) : b));
        return new MapNode.Entry(strong.key(), new MapNode(origin(weaker, stronger), entries));
    }

    private static Origin origin(MapNode weak, MapNode strong) {
        return strong.entries().isEmpty() ? weak.origin() : strong.origin();
    }
}
