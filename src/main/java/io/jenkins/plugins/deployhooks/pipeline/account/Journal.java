package io.jenkins.plugins.deployhooks.pipeline.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.Secret;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is known on the controller of one attempt: that it was begun, and how it ended. Written before what follows from
 * it, so that after a crash nothing begun is begun again and nothing ended is repeated (S56).
 */
public final class Journal {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path file;
    private ObjectNode entry;

    private Journal(Path file, ObjectNode entry) {
        this.file = file;
        this.entry = entry;
    }

    /** The journal in {@code file}, which need not exist. */
    public static Journal open(Path file) throws IOException {
        try {
            JsonNode read = MAPPER.readTree(Files.readString(file));
            if (read instanceof ObjectNode object) {
                return new Journal(file, object);
            }
            throw new IOException(file + " is damaged: not an object");
        } catch (NoSuchFileException e) {
            return new Journal(file, MAPPER.createObjectNode());
        }
    }

    /** The file {@code name} in the directory of the journal. */
    Path beside(String name) {
        return file.resolveSibling(name);
    }

    /** Whether a start may have been tried. */
    public boolean isBegun() {
        return entry.has("startedAt");
    }

    /** When it was begun; milliseconds since 1970, 0: it was not. */
    public long startedAt() {
        return entry.path("startedAt").asLong();
    }

    /** The agent's name, as messages have it; empty before it was begun. */
    public String agent() {
        return entry.path("agent").asText();
    }

    /** When it ended; milliseconds since 1970, 0: it did not. */
    public long endedAt() {
        return entry.path("endedAt").asLong();
    }

    /** Before the first start. */
    public void begin(String agent, long startedAt) throws IOException {
        entry.put("agent", agent);
        entry.put("startedAt", startedAt);
        write();
    }

    /** Before anybody is told. */
    public void end(HookEnd end, long endedAt) throws IOException {
        ObjectNode node = entry.putObject("end");
        node.put("state", end.state().name());
        node.put("code", end.exit().code());
        node.put("signal", end.exit().signal());
        node.put("reason", end.reason());
        node.put("millis", end.duration().toMillis());
        ObjectNode values = node.putObject("values");
        // a hook may hand on what is masked everywhere else
        end.output()
                .values()
                .forEach((name, value) ->
                        values.put(name, Secret.fromString(value).getEncryptedValue()));
        end.output().tail().forEach(node.putArray("tail")::add);
        end.output().notes().forEach(node.putArray("notes")::add);
        entry.put("endedAt", endedAt);
        write();
    }

    /** How it ended; null where it has not. */
    @CheckForNull
    public HookEnd end() {
        JsonNode node = entry.get("end");
        if (node == null) {
            return null;
        }
        Map<String, String> values = new LinkedHashMap<>();
        node.path("values")
                .fields()
                .forEachRemaining(value -> values.put(
                        value.getKey(),
                        Secret.fromString(value.getValue().asText()).getPlainText()));
        return new HookEnd(
                HookEnd.State.valueOf(node.path("state").asText()),
                new HookEnd.Exit(number(node.get("code")), number(node.get("signal"))),
                node.path("reason").asText(),
                Duration.ofMillis(node.path("millis").asLong()),
                new HookEnd.Output(texts(node.path("tail")), values, texts(node.path("notes"))));
    }

    @CheckForNull
    private static Integer number(@CheckForNull JsonNode node) {
        return node == null || node.isNull() ? null : node.asInt();
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node instanceof ArrayNode array) {
            array.forEach(item -> texts.add(item.asText()));
        }
        return texts;
    }

    private void write() throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, MAPPER.writeValueAsString(entry));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
