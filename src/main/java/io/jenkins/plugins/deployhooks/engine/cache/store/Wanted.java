package io.jenkins.plugins.deployhooks.engine.cache.store;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * What archive is wanted.
 *
 * @param scopes whose archives may be used, the best first
 * @param key the key that fits exactly
 * @param restoreKeys beginnings of keys that are tried in order where none fits exactly
 */
public record Wanted(List<String> scopes, String key, List<String> restoreKeys) {
    public Wanted {
        scopes = List.copyOf(scopes);
        restoreKeys = List.copyOf(restoreKeys);
    }

    /**
     * The one of {@code entries} that fits exactly, of the first scope that has one; otherwise the newest whose key begins
     * with the first restore key that any has, again of the first such scope; null: none.
     */
    @CheckForNull
    public Entry among(List<Entry> entries) {
        List<Entry> newestFirst = entries.stream()
                .sorted(Comparator.comparing((Entry entry) -> entry.times().created())
                        .reversed())
                .toList();
        for (String scope : scopes) {
            Entry exact = first(newestFirst, scope, key::equals);
            if (exact != null) {
                return exact;
            }
        }
        for (String prefix : restoreKeys) {
            for (String scope : scopes) {
                Entry near = first(newestFirst, scope, other -> other.startsWith(prefix));
                if (near != null) {
                    return near;
                }
            }
        }
        return null;
    }

    @CheckForNull
    private static Entry first(List<Entry> entries, String scope, Predicate<String> key) {
        for (Entry entry : entries) {
            if (entry.name().scope().equals(scope) && key.test(entry.name().key())) {
                return entry;
            }
        }
        return null;
    }
}
