package io.jenkins.plugins.deployhooks.engine.cache.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * An archive in a store. It never changes, but for the time of its last use.
 *
 * @param name what it is asked for by
 * @param parts the parts of its key and their digests: why another key differs
 * @param content its file
 * @param times when it was made and used
 * @param creator the deployment that made it, for people
 */
public record Entry(Name name, Map<String, String> parts, Content content, Times times, String creator) {
    public Entry {
        parts = Collections.unmodifiableMap(new TreeMap<>(parts));
    }

    /**
     * What an archive is asked for by.
     *
     * @param scope whose archive it is: a branch of a job, for example; who may read which is the caller's affair
     * @param key the key, without any secret
     */
    public record Name(String scope, String key) {
        private static final int ID_LENGTH = 32;

        /** Short and safe as the name of a file, whatever scope and key are. */
        public String id() {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                digest.update((scope.length() + ":" + scope + ":" + key).getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(digest.digest()).substring(0, ID_LENGTH);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    /**
     * The file of an archive.
     *
     * @param bytes its size
     * @param digest of its bytes: {@code sha256:} and 64 lower-case hexadecimal digits
     * @param about what its writer says of it, for people
     */
    public record Content(long bytes, String digest, Map<String, String> about) {
        public Content {
            about = Collections.unmodifiableMap(new TreeMap<>(about));
        }
    }

    /**
     * Times of an archive.
     *
     * @param created when it was stored
     * @param lastUsed when it was stored or last opened
     */
    public record Times(Instant created, Instant lastUsed) {}
}
