package io.jenkins.plugins.deployhooks.ui.place;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.report.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Where the steps of one deployment were carried out; in a file beside its logs, which is read when somebody asks for the first
 * time. Safe for use by several threads.
 */
public final class StepPlaces {
    private static final Logger LOGGER = Logger.getLogger(StepPlaces.class.getName());
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final TypeReference<TreeMap<String, List<StepPlace>>> SHAPE = new TypeReference<>() {};

    private final Path file;

    /** null: nobody has asked yet. */
    @CheckForNull
    private TreeMap<String, List<StepPlace>> known;

    private boolean changed;

    private StepPlaces(Path file) {
        this.file = file;
    }

    /** The places in {@code directory}; none where there is no file, or one that cannot be read. */
    public static StepPlaces in(Path directory) {
        return new StepPlaces(directory.resolve("places.json"));
    }

    private TreeMap<String, List<StepPlace>> places() {
        TreeMap<String, List<StepPlace>> found = known;
        if (found == null) {
            found = read();
            known = found;
        }
        return found;
    }

    private TreeMap<String, List<StepPlace>> read() {
        try {
            return Objects.requireNonNullElseGet(JSON.readValue(Files.readString(file), SHAPE), TreeMap::new);
        } catch (NoSuchFileException e) {
            return new TreeMap<>();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "where steps ran cannot be read");
            return new TreeMap<>();
        }
    }

    /** An attempt of {@code step} begins at {@code place}, or is found there after a restart; in memory until {@link #write}. */
    public synchronized void add(String step, StepPlace place) {
        List<StepPlace> before = places().getOrDefault(step, List.of());
        if (before.stream().anyMatch(each -> each.attempt() == place.attempt() && tells(each, place))) {
            return;
        }
        places().put(
                        step,
                        Stream.concat(
                                        before.stream().filter(each -> each.attempt() != place.attempt()),
                                        Stream.of(place))
                                .toList());
        changed = true;
    }

    /**
     * Writes what was added since the last time; by one thread at a time.
     *
     * @throws IOException if it cannot be written; then the next call tries it again
     */
    public void write() throws IOException {
        String text;
        // Whoever adds or asks does not wait for the disk.
        synchronized (this) {
            if (!changed) {
                return;
            }
            text = json();
            changed = false;
        }
        try {
            ReportFile.at(file).write(text);
        } catch (IOException e) {
            synchronized (this) {
                changed = true;
            }
            throw e;
        }
    }

    /** Whether {@code place} is nothing new: after a restart an agent may not be there yet. */
    private static boolean tells(StepPlace before, StepPlace place) {
        return place.agent() == null || before.equals(place);
    }

    private String json() throws IOException {
        try {
            return JSON.writeValueAsString(places());
        } catch (JsonProcessingException e) {
            throw new IOException(e);
        }
    }

    /** The place of the last attempt of {@code step}; null: not known. */
    @CheckForNull
    public synchronized StepPlace last(String step) {
        List<StepPlace> known = places().getOrDefault(step, List.of());
        return known.isEmpty() ? null : known.get(known.size() - 1);
    }

    /** The place of an attempt of {@code step}; null: not known. */
    @CheckForNull
    public synchronized StepPlace of(String step, int attempt) {
        return places().getOrDefault(step, List.of()).stream()
                .filter(place -> place.attempt() == attempt)
                .findFirst()
                .orElse(null);
    }
}
