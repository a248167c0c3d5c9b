package io.jenkins.plugins.deployhooks.engine.cache.store;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/** The file that stands beside an archive and says what it is. Its own time stamp is that of the last use. */
final class EntryFile {
    static final String NAME = "entry.json";

    private static final int SCHEMA = 1;
    private static final long AT_MOST_BYTES = 4L << 20;
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private EntryFile() {}

    /** It can be read, and is none: unlike a fault of the system it will be the same next time. */
    static final class Damaged extends IOException {
        private static final long serialVersionUID = 1L;

        Damaged(Path file, String fault, @CheckForNull Throwable cause) {
            super(file + " cannot be used: " + fault, cause);
        }
    }

    @JsonPropertyOrder({"schema", "name", "parts", "content", "created", "creator"})
    private record Stored(
            int schema,
            Entry.Name name,
            Map<String, String> parts,
            Entry.Content content,
            String created,
            String creator) {}

    static void write(Entry entry, Path directory) throws IOException {
        Stored stored = new Stored(
                SCHEMA,
                entry.name(),
                entry.parts(),
                entry.content(),
                entry.times().created().toString(),
                entry.creator());
        Path file = directory.resolve(NAME);
        Files.writeString(file, JSON.writeValueAsString(stored) + "\n");
        used(directory, entry.times().lastUsed());
    }

    static void used(Path directory, Instant when) throws IOException {
        Files.setLastModifiedTime(directory.resolve(NAME), FileTime.from(when));
    }

    /**
     * The entry in {@code directory}; null where there is none.
     *
     * @throws Damaged if what is there cannot be understood
     * @throws IOException if it cannot be read now
     */
    @CheckForNull
    static Entry read(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        Stored stored;
        Instant lastUsed;
        try {
            checkPlace(directory, file);
            stored = JSON.readValue(Files.readAllBytes(file), Stored.class);
            lastUsed = Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException e) {
            return null;
        } catch (JsonProcessingException e) {
            throw new Damaged(file, e.getOriginalMessage(), e);
        }
        try {
            String fault = fault(stored, String.valueOf(directory.getFileName()));
            if (fault != null) {
                throw new Damaged(file, fault, null);
            }
            Entry.Times times = new Entry.Times(Instant.parse(stored.created()), lastUsed);
            return new Entry(stored.name(), stored.parts(), stored.content(), times, stored.creator());
        } catch (DateTimeException e) {
            throw new Damaged(file, "its time is no time", e);
        }
    }

    /**
     * A store makes no links: one leads out of the store, where nothing is to be read, and nothing to be removed. One look
     * each: between two, another process may take the archive away, whose absence would seem to be something else there.
     */
    private static void checkPlace(Path directory, Path file) throws IOException {
        if (!look(directory).isDirectory()) {
            throw new Damaged(directory, "it is no directory", null);
        }
        BasicFileAttributes attributes = look(file);
        if (!attributes.isRegularFile() || attributes.size() > AT_MOST_BYTES) {
            throw new Damaged(file, "it is no file of its kind", null);
        }
        Path archive = directory.resolve(Staging.ARCHIVE);
        try {
            if (!look(archive).isRegularFile()) {
                throw new Damaged(archive, "it is no file", null);
            }
        } catch (NoSuchFileException e) {
            // Whoever opens it will say so, unless all of it has been taken away by now.
            return;
        }
    }

    private static BasicFileAttributes look(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @CheckForNull
    private static String fault(@CheckForNull Stored stored, String directory) {
        if (stored == null || stored.schema() != SCHEMA) {
            return "it is of another version";
        }
        if (stored.name() == null
                || stored.name().scope() == null
                || stored.name().key() == null
                || stored.parts() == null
                || stored.content() == null
                || stored.created() == null
                || stored.creator() == null) {
            return "a part of it is missing";
        }
        if (!stored.name().id().equals(directory)) {
            return "it belongs to another key";
        }
        String digest = stored.content().digest();
        return stored.content().bytes() >= 0
                        && digest != null
                        && DIGEST.matcher(digest).matches()
                ? null
                : "size and digest are missing";
    }
}
