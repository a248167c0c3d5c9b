package io.jenkins.plugins.deployhooks.engine.definition.platform;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.problem.DidYouMean;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Keys of a platform's file that mean nothing here, told in one line however many they are. */
final class UnusedKeys {
    private static final int MOST_NAMED = 12;

    private final Collection<String> used;
    private final Map<String, Origin> unused = new LinkedHashMap<>();

    /** @param used the keys that mean something, for suggestions */
    UnusedKeys(Collection<String> used) {
        this.used = List.copyOf(used);
    }

    /**
     * Those of {@code map} but {@code known}.
     *
     * @param prefix what stands before them: {@code workers.*.}, or nothing
     */
    UnusedKeys in(String prefix, @CheckForNull MapNode map, Collection<String> known) {
        if (map != null) {
            map.entries().forEach((key, entry) -> {
                // The platform itself passes over keys with a dot in front.
                if (!known.contains(key) && !key.startsWith(".")) {
                    unused.putIfAbsent(prefix + key, entry.key());
                }
            });
        }
        return this;
    }

    /** The first of them that is near to {@code word}; null: none is. */
    @CheckForNull
    Map.Entry<String, Origin> near(String word) {
        return unused.entrySet().stream()
                .filter(key -> DidYouMean.nearest(key.getKey(), List.of(word)) != null)
                .findFirst()
                .orElse(null);
    }

    /** Tells them; nothing where there are none. */
    void tell(Problems problems, String why) {
        if (unused.isEmpty()) {
            return;
        }
        String names =
                unused.keySet().stream().limit(MOST_NAMED).map(Quoted::of).collect(Collectors.joining(", "));
        String what = "not used: " + names + (unused.size() > MOST_NAMED ? ", …" : "");
        String suggestion = unused.keySet().stream()
                // What stands below another key is not near to one of the top.
                .filter(key -> !key.contains("."))
                .map(key -> DidYouMean.phrase(key, used))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        problems.warning(unused.values().iterator().next(), what, why, suggestion);
    }
}
