package io.jenkins.plugins.deployhooks.agent.cache;

import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;

/**
 * An archive of the controller's store, in a form that travels to an agent.
 *
 * @param scope whose archive it is
 * @param key its key
 * @param content its file
 * @param origin how it came to be
 */
public record ArchiveForm(String scope, String key, Content content, Origin origin) implements Serializable {
    /**
     * The file of an archive.
     *
     * @param bytes its size
     * @param digest of its bytes, as in {@link Entry.Content}
     * @param about what its writer says of it
     */
    public record Content(long bytes, String digest, Map<String, String> about) implements Serializable {
        public Content {
            about = Map.copyOf(about);
        }

        /** {@code content} in this form. */
        public static Content of(Entry.Content content) {
            return new Content(content.bytes(), content.digest(), content.about());
        }
    }

    /**
     * How an archive came to be.
     *
     * @param parts the parts of its key and their digests
     * @param creator the deployment that made it
     * @param created when
     * @param lastUsed when it was last used
     */
    public record Origin(Map<String, String> parts, String creator, Instant created, Instant lastUsed)
            implements Serializable {
        public Origin {
            parts = Map.copyOf(parts);
        }
    }

    /** {@code entry} in this form. */
    public static ArchiveForm of(Entry entry) {
        return new ArchiveForm(
                entry.name().scope(),
                entry.name().key(),
                Content.of(entry.content()),
                new Origin(
                        entry.parts(),
                        entry.creator(),
                        entry.times().created(),
                        entry.times().lastUsed()));
    }

    /** What it is a form of. */
    public Entry entry() {
        return new Entry(
                new Entry.Name(scope, key),
                origin.parts(),
                new Entry.Content(content.bytes(), content.digest(), content.about()),
                new Entry.Times(origin.created(), origin.lastUsed()),
                origin.creator());
    }
}
