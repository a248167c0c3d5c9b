package io.jenkins.plugins.deployhooks.engine.definition.parse.value;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.problem.DidYouMean;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.Node;
import java.util.function.Function;

/** The values of a mapping whose keys are known. */
public final class Fields {
    private final Field owner;
    private final MapNode map;

    private Fields(Field owner, MapNode map) {
        this.owner = owner;
        this.map = map;
    }

    /** The values of {@code field}: problems for unknown keys; no values where it is no mapping, and a problem. */
    public static Fields of(Field field, Keys keys) {
        MapNode map = field.mapping();
        if (map == null) {
            return new Fields(field, MapNode.empty(field.origin()));
        }
        map.entries().forEach((key, entry) -> {
            if (!keys.names().contains(key)) {
                unknown(key, entry, keys, field.findings().problems());
            }
        });
        return new Fields(field, map);
    }

    private static void unknown(String key, MapNode.Entry entry, Keys keys, Problems problems) {
        if (key.equals("<<")) {
            problems.error(
                    entry.key(), "unknown key '<<'", "merge keys are not part of YAML 1.2", "write the values out");
            return;
        }
        String suggestion = DidYouMean.phrase(key, keys.names());
        String known = keys.owner() + " knows " + String.join(", ", keys.names());
        problems.error(entry.key(), "unknown key " + Quoted.of(key), known, suggestion);
    }

    /** The mapping itself. */
    public Field owner() {
        return owner;
    }

    /** Whether {@code key} is there. */
    public boolean has(String key) {
        return map.get(key) != null;
    }

    /** The value of {@code key}; null where it is not there. */
    @CheckForNull
    public Field get(String key) {
        Node value = map.get(key);
        return value == null ? null : owner.child(key, value);
    }

    /** What {@code reader} makes of the value of {@code key}; null where it is not there. */
    @CheckForNull
    public <T> T read(String key, Function<Field, T> reader) {
        Field field = get(key);
        return field == null ? null : reader.apply(field);
    }

    /** What {@code reader} makes of the value of {@code key}; {@code otherwise} where it is not there or wrong. */
    public <T> T read(String key, Function<Field, T> reader, T otherwise) {
        T value = read(key, reader);
        return value == null ? otherwise : value;
    }
}
