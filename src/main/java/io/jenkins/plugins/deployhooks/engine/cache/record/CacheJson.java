package io.jenkins.plugins.deployhooks.engine.cache.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.deployhooks.engine.cache.deployment.DeploymentCache;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.report.TimesModule;
import java.io.IOException;

/**
 * Writes and reads what is known and decided about archives. Fields of later versions are passed over; what is read is
 * within {@link CacheLimits}, whoever wrote it.
 */
public final class CacheJson {
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(CacheLimits.DEPTH)
                            .maxStringLength(CacheLimits.REASON)
                            .maxNameLength(CacheLimits.TEXT)
                            .build())
                    .build())
            .addModule(new TimesModule())
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private CacheJson() {}

    /** {@code decided} as JSON. */
    public static String write(SavedCache decided) {
        return text(decided);
    }

    /** {@code earlier} as JSON. */
    public static String write(DeploymentCache.Earlier earlier) {
        return text(earlier);
    }

    /** {@code entry} as JSON. */
    public static String write(Entry entry) {
        return text(entry);
    }

    /**
     * The decision that {@link #write(SavedCache)} wrote.
     *
     * @throws IOException if {@code json} is none, is of a version this one cannot read, contradicts itself, or is beyond
     *     the limits; with the reason for people
     */
    public static SavedCache readDecision(String json) throws IOException {
        SavedCache decided = read(json, SavedCache.class);
        if (decided.version() != SavedCache.VERSION) {
            throw new IOException("what was decided about archives is of another version");
        }
        CacheLimits.check(decided);
        return decided;
    }

    /**
     * What is known of earlier deployments, as {@link #write(DeploymentCache.Earlier)} wrote it.
     *
     * @throws IOException if {@code json} is no such thing or beyond the limits, with the reason for people
     */
    public static DeploymentCache.Earlier readEarlier(String json) throws IOException {
        DeploymentCache.Earlier earlier = read(json, DeploymentCache.Earlier.class);
        for (Entry entry : earlier.entries()) {
            CacheLimits.check(entry);
        }
        CacheLimits.checkLast(earlier.last());
        return earlier;
    }

    /**
     * The archive that {@link #write(Entry)} wrote.
     *
     * @throws IOException if {@code json} is none or beyond the limits, with the reason for people
     */
    public static Entry readEntry(String json) throws IOException {
        Entry entry = read(json, Entry.class);
        CacheLimits.check(entry);
        return entry;
    }

    private static <T> T read(String json, Class<T> type) throws IOException {
        if (json.length() > CacheLimits.WHOLE) {
            throw new IOException("what is said of archives has more than %,d characters".formatted(CacheLimits.WHOLE));
        }
        try {
            T value = JSON.readValue(json, type);
            if (value == null) {
                throw new IOException("nothing is said of archives");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new IOException("what is said of archives makes no sense: " + e.getOriginalMessage(), e);
        }
    }

    private static String text(Object saved) {
        try {
            return JSON.writeValueAsString(saved);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is saved is plain data, so it can be written", e);
        }
    }
}
