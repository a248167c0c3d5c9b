package io.jenkins.plugins.deployhooks.engine.cache.key;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a build depends on (X2): two builds with the same key make the same.
 *
 * @param text the key: what the template gives, then the digest of all parts; holds no value of a variable
 * @param restoreKeys beginnings of keys whose archives are the next best, in their order
 * @param parts the digests of the parts, by names for people
 */
public record BuildKey(String text, List<String> restoreKeys, Map<String, String> parts) {
    /** The name of the part that stands for the files of the checkout. */
    public static final String TREE = "tree";

    public BuildKey {
        restoreKeys = List.copyOf(restoreKeys);
        parts = Collections.unmodifiableMap(new TreeMap<>(parts));
    }

    /** Which parts differ from {@code before}, for people: {@code key part package-lock.json changed}. */
    public String differenceFrom(Map<String, String> before) {
        return new KeyDifference(before, parts).text();
    }
}
