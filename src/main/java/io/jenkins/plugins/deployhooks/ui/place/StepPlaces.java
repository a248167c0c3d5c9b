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
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Where the steps of one deployment were carried out; in a file beside its logs. Safe for use by several threads. */
public final class StepPlaces {
    private static final Logger LOGGER = Logger.getLogger(StepPlaces.class.getName());
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path file;
    private final TreeMap<String, List<StepPlace>> places;

    private StepPlaces(Path file, TreeMap<String, List<StepPlace>> places) {
        this.file = file;
        this.places = places;
    }

    /** The places in {@code directory}; none where there is no file, or one that cannot be read. */
    public static StepPlaces in(Path directory) {
        Path file = directory.resolve("places.json");
        try {
            return new StepPlaces(file, JSON.readValue(Files.readString(file), new TypeReference<>() {}));
        } catch (NoSuchFileException e) {
            return new StepPlaces(file, new TreeMap<>());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "where steps ran cannot be read");
            return new StepPlaces(file, new TreeMap<>());
        }
    }

    /**
     * An attempt of {@code step} begins at {@code place}, or is found there after a restart.
     *
     * @throws IOException if that cannot be written; it is known until Jenkins ends all the same
     */
    public synchronized void add(String step, StepPlace place) throws IOException {
        List<StepPlace> before = places.getOrDefault(step, List.of());
        if (before.stream().anyMatch(each -> each.attempt() == place.attempt() && tells(each, place))) {
            return;
        }
        places.put(
                step,
                Stream.concat(before.stream().filter(each -> each.attempt() != place.attempt()), Stream.of(place))
                        .toList());
        ReportFile.at(file).write(json());
    }

    /** Whether {@code place} is nothing new: after a restart an agent may not be there yet. */
    private static boolean tells(StepPlace before, StepPlace place) {
        return place.agent() == null || before.equals(place);
    }

    private String json() throws IOException {
        try {
            return JSON.writeValueAsString(places);
        } catch (JsonProcessingException e) {
            throw new IOException(e);
        }
    }

    /** The place of the last attempt of {@code step}; null: not known. */
    @CheckForNull
    public synchronized StepPlace last(String step) {
        List<StepPlace> known = places.getOrDefault(step, List.of());
        return known.isEmpty() ? null : known.get(known.size() - 1);
    }

    /** The place of an attempt of {@code step}; null: not known. */
    @CheckForNull
    public synchronized StepPlace of(String step, int attempt) {
        return places.getOrDefault(step, List.of()).stream()
                .filter(place -> place.attempt() == attempt)
                .findFirst()
                .orElse(null);
    }
}
