package io.jenkins.plugins.deployhooks.engine.definition.tree;

import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds the tree of a source that is no tree itself, such as environment variables. */
public final class TreeBuilder {
    private final Origin root;
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** A list that grows: somebody may add a hundred thousand. */
    private record Items(Origin origin, List<Node> nodes) {}

    /** A tree without values; mappings that nobody wrote get the place {@code root}. */
    public TreeBuilder(Origin root) {
        this.root = root;
    }

    /** Sets the value below {@code path}, for example {@code put(node, "cache", "enabled")}; replaces an earlier one. */
    public TreeBuilder put(Node value, String... path) {
        below(path, path.length - 1).put(path[path.length - 1], value);
        return this;
    }

    /** Appends to the list below {@code path}, making one where there is none. */
    public TreeBuilder add(Node value, String... path) {
        Map<String, Object> parent = below(path, path.length - 1);
        String last = path[path.length - 1];
        Object before = parent.get(last);
        if (before instanceof Items items) {
            items.nodes().add(value);
        } else {
            List<Node> nodes = new ArrayList<>(before instanceof ListNode list ? list.items() : List.of());
            nodes.add(value);
            parent.put(last, new Items(before instanceof ListNode list ? list.origin() : value.origin(), nodes));
        }
        return this;
    }

    /** The tree. */
    public MapNode build() {
        return mapping(values);
    }

    @SuppressWarnings("unchecked") // only this class makes the maps, and all have names for keys
    private Map<String, Object> below(String[] path, int depth) {
        Map<String, Object> map = values;
        for (int i = 0; i < depth; i++) {
            Object child = map.get(path[i]);
            if (!(child instanceof Map)) {
                child = new LinkedHashMap<String, Object>();
                map.put(path[i], child);
            }
            map = (Map<String, Object>) child;
        }
        return map;
    }

    @SuppressWarnings("unchecked") // what is neither a list nor a node is a map that below() has made
    private MapNode mapping(Map<String, Object> map) {
        Map<String, MapNode.Entry> entries = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            Node node = value instanceof Items items
                    ? new ListNode(items.origin(), items.nodes())
                    : value instanceof Node written ? written : mapping((Map<String, Object>) value);
            entries.put(key, new MapNode.Entry(node.origin(), node));
        });
        Origin origin = entries.values().stream()
                .map(entry -> entry.value().origin())
                .findFirst()
                .orElse(root);
        return new MapNode(origin, entries);
    }
}
