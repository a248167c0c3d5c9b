package io.jenkins.plugins.deployhooks.engine.cache.key;

import io.jenkins.plugins.deployhooks.engine.cache.content.FileDigests;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Collects the parts of a key: a name for people, and a digest that gives nothing away. */
final class KeyParts {
    private static final int LENGTH = 16;

    private final Map<String, String> parts = new TreeMap<>();

    /** A part that is what {@code texts} are, in their order. */
    void add(String name, String... texts) {
        add(name, Arrays.asList(texts));
    }

    /** A part that is what {@code texts} are, in their order. */
    void add(String name, Iterable<String> texts) {
        parts.put(name, digest(texts));
    }

    /**
     * A part that is what {@code text} is.
     *
     * @throws IllegalArgumentException if there is one of this name
     */
    void addNew(String name, String text) {
        if (parts.containsKey(name)) {
            throw new IllegalArgumentException("two parts of a key are called " + name);
        }
        add(name, text);
    }

    /** The digest of a part. */
    String get(String name) {
        return parts.get(name);
    }

    /** The parts by their names. */
    Map<String, String> all() {
        return Collections.unmodifiableMap(parts);
    }

    /** 64 bits: enough to tell values apart, and it goes into keys that people read. */
    static String digest(Iterable<String> texts) {
        return FileDigests.ofTexts(texts).substring(0, LENGTH);
    }
}
