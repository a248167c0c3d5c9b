package io.jenkins.plugins.deployhooks.pipeline.archive;

import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import java.io.IOException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * What a rebuild makes worthless: the job's own archives of the same tree, program and definition under other parameters of
 * the build. Mostly a parameter is what asks for a rebuild, and the next build, without it, must not find what the rebuild
 * was to get rid of (D6).
 */
final class Superseded {
    private static final Logger LOGGER = Logger.getLogger(Superseded.class.getName());
    private static final String PARAMETER = "parameter ";

    private Superseded() {}

    /**
     * Removes what {@code rebuilt} supersedes; what is in use or cannot be removed stays, and is told.
     *
     * @param parts of the key of what was rebuilt
     * @throws IOException if the store cannot be read
     */
    static void remove(CacheStore store, Entry.Name rebuilt, Map<String, String> parts)
            throws IOException, InterruptedException {
        Map<String, String> lasting = lasting(parts);
        for (Entry entry : store.list()) {
            Entry.Name name = entry.name();
            if (name.scope().equals(rebuilt.scope())
                    && !name.key().equals(rebuilt.key())
                    && lasting(entry.parts()).equals(lasting)) {
                try {
                    store.delete(name.id());
                } catch (IOException e) {
                    LOGGER.log(Level.WARNING, e, () -> "the archive " + name.id() + " stays, although rebuilt");
                }
            }
        }
    }

    private static Map<String, String> lasting(Map<String, String> parts) {
        return parts.entrySet().stream()
                .filter(part -> !part.getKey().startsWith(PARAMETER))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
