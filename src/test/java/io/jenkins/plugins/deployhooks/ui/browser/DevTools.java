package io.jenkins.plugins.deployhooks.ui.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The DevTools protocol of a page: commands and their answers as JSON. */
final class DevTools implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE = 60;

    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final AtomicInteger count = new AtomicInteger();
    private final StringBuilder message = new StringBuilder();
    private final WebSocket socket;

    DevTools(URI page) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, this)
                .join();
        List.of("Page.enable", "Runtime.enable", "Log.enable").forEach(domain -> call(domain, Map.of()));
    }

    /** The result of a command. */
    JsonNode call(String method, Map<String, ?> parameters) {
        int id = count.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        try {
            String text = JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
            socket.sendText(text, true).join();
            JsonNode heard = answer.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
            if (heard.has("error")) {
                throw new IllegalStateException(method + ": " + heard.path("error"));
            }
            return heard.path("result");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        message.append(part);
        if (last) {
            try {
                hear(JSON.readTree(message.toString()));
            } catch (JsonProcessingException e) {
                complaints.add(e.toString());
            }
            message.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void hear(JsonNode heard) {
        CompletableFuture<JsonNode> answer = answers.remove(heard.path("id").asInt());
        if (answer != null) {
            answer.complete(heard);
        }
        JsonNode event = heard.path("params");
        switch (heard.path("method").asText()) {
            case "Runtime.exceptionThrown" -> complaints.add(event.toString());
            case "Log.entryAdded" -> {
                if (event.path("entry").path("level").asText().equals("error")) {
                    complaints.add(event.path("entry").path("text").asText() + " "
                            + event.path("entry").path("url").asText());
                }
            }
            default -> {
                // Nothing to complain about.
            }
        }
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
