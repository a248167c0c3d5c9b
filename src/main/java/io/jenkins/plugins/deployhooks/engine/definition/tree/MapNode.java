package io.jenkins.plugins.deployhooks.engine.definition.tree;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values by their keys, in the order they were written.
 *
 * @param origin where the mapping begins
 * @param entries the values, and where their keys were written
 */
public record MapNode(Origin origin, Map<String, Entry> entries) implements Node {
    /**
     * A key's place and value.
     *
     * @param key where the key was written
     * @param value its value
     */
    public record Entry(Origin key, Node value) {}

    public MapNode {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** A mapping without entries. */
    public static MapNode empty(Origin origin) {
        return new MapNode(origin, Map.of());
    }

    /** The value of {@code key}; null where it is not there. */
    @CheckForNull
    public Node get(String key) {
        Entry entry = entries.get(key);
        return entry == null ? null : entry.value();
    }

    /** The value below {@code first} and {@code rest}; null where a key of them is not there. */
    @CheckForNull
    public Node find(String first, String... rest) {
        Node node = get(first);
        for (String key : rest) {
            node = node instanceof MapNode map ? map.get(key) : null;
        }
        return node;
    }

    @Override
    public String kind() {
        return "a mapping";
    }
}
