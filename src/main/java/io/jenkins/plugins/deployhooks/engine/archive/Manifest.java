package io.jenkins.plugins.deployhooks.engine.archive;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What stands beside an archive and says what it is, as JSON. Whoever reads one accepts nothing that is missing or
 * impossible, since it may come from elsewhere.
 *
 * @param schema {@link #SCHEMA}
 * @param key what the archive was made for
 * @param keyParts the parts of the key by their names, in the order of names: why another key differs
 * @param format {@link ArchiveFormat#extension()}
 * @param content what is in it
 * @param file the archive as a file
 * @param creator what made it, for people: a deployment, a build
 */
@JsonPropertyOrder({"schema", "key", "keyParts", "format", "content", "file", "creator"})
public record Manifest(
        int schema,
        String key,
        Map<String, String> keyParts,
        String format,
        ArchiveSummary.Content content,
        ArchiveSummary.ArchiveFile file,
        String creator) {
    /** The version of what {@link #json} writes. */
    public static final int SCHEMA = 1;

    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public Manifest {
        keyParts = Collections.unmodifiableMap(new TreeMap<>(keyParts));
    }

    /** The manifest of an archive that was just made. */
    public static Manifest of(ArchiveSummary summary, String key, Map<String, String> keyParts, String creator) {
        return new Manifest(
                SCHEMA, key, keyParts, summary.format().extension(), summary.content(), summary.file(), creator);
    }

    /** As JSON, indented, with a line end; the same manifest is the same text. */
    public String json() {
        try {
            return JSON.writeValueAsString(this) + "\n";
        } catch (JacksonException e) {
            throw new IllegalStateException("a manifest is plain data, so it can be written", e);
        }
    }

    /**
     * Reads a manifest.
     *
     * @throws ArchiveRefused if {@code json} is none, is of a later schema, or says what cannot be
     */
    public static Manifest read(String json) throws ArchiveRefused {
        Manifest manifest;
        try {
            manifest = JSON.readValue(json, Manifest.class);
        } catch (JacksonException e) {
            throw new ArchiveRefused(
                    ArchiveRefused.Reason.DAMAGED, "its manifest cannot be read: " + e.getOriginalMessage(), e);
        }
        String fault = manifest == null ? "it is empty" : manifest.fault();
        if (fault != null) {
            throw new ArchiveRefused(ArchiveRefused.Reason.DAMAGED, "its manifest cannot be used: " + fault);
        }
        return manifest;
    }

    @CheckForNull
    private String fault() {
        if (schema != SCHEMA) {
            return "its schema is " + schema + ", not " + SCHEMA;
        }
        if (key == null || format == null || content == null || file == null || creator == null) {
            return "a part of it is missing";
        }
        if (content.entries() < 0 || content.bytes() < 0 || file.bytes() < 0) {
            return "a size is negative";
        }
        return file.digest() != null && DIGEST.matcher(file.digest()).matches() ? null : "it has no digest";
    }
}
