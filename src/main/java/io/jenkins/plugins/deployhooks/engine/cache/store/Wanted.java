package io.jenkins.plugins.deployhooks.engine.cache.store;

import java.util.List;

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
}
