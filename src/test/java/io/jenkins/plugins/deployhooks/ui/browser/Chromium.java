package io.jenkins.plugins.deployhooks.ui.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A Chromium without a window, and one page in it. */
final class Chromium implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final DevTools page;

    private Chromium(Process process, DevTools page) {
        this.process = process;
        this.page = page;
    }

    /** The browser of this machine; empty: it has none. {@code CHROMIUM} in the environment names another one. */
    static Optional<Path> installed() {
        Stream<String> usual = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
        return Stream.concat(Stream.ofNullable(System.getenv("CHROMIUM")), usual)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it, with its files in {@code profile}. */
    static Chromium start(Path browser, Path profile) throws Exception {
        Process process = new ProcessBuilder(
                        browser.toString(),
                        "--headless=new",
                        // A container has no other sandbox for it; it opens nothing but pages of the test.
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--hide-scrollbars",
                        "--no-first-run",
                        "--force-device-scale-factor=1",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("output").toFile())
                .start();
        try {
            Path port = profile.resolve("DevToolsActivePort");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !process.isAlive()
                            || Files.exists(port) && Files.readAllLines(port).size() > 1);
            return new Chromium(
                    process, new DevTools(page(Files.readAllLines(port).get(0))));
        } catch (Exception | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static URI page(String port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        for (JsonNode target : new ObjectMapper().readTree(answer)) {
            if (target.path("type").asText().equals("page")) {
                return URI.create(target.path("webSocketDebuggerUrl").asText());
            }
        }
        throw new IOException("no page in " + answer);
    }

    /** How pages look from now on. */
    void show(int width, int height, boolean dark) {
        page.call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        Map<String, String> scheme = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        page.call("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
    }

    /** Opens an address, and waits until the page is there. */
    void open(String address) {
        page.call("Page.navigate", Map.of("url", address));
        until("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /** Waits until {@code condition}, in JavaScript, is true in the page. */
    void until(String condition) {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> evaluate(condition).asBoolean());
    }

    /** The value of an expression, or of its promise. */
    JsonNode evaluate(String expression) {
        JsonNode answer = page.call(
                "Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(answer.path("exceptionDetails").toString());
        }
        return answer.path("result").path("value");
    }

    /** What can be read in the first element that {@code selector} finds. */
    String text(String selector) {
        return evaluate("document.querySelector('" + selector + "').innerText").asText();
    }

    /** What a screen reader is told of the first element that {@code selector} finds, see {@link Reading}. */
    List<String> read(String selector) {
        JsonNode document = page.call("DOM.getDocument", Map.of("depth", 0)).path("root");
        JsonNode found = page.call(
                "DOM.querySelector", Map.of("nodeId", document.path("nodeId").asInt(), "selector", selector));
        JsonNode element = page.call(
                "DOM.describeNode", Map.of("nodeId", found.path("nodeId").asInt()));
        return new Reading(page.call("Accessibility.getFullAXTree", Map.of()).path("nodes"))
                .of(element.path("node").path("backendNodeId").asInt());
    }

    /** Presses a key, as somebody without a mouse does. */
    void press(String key) {
        for (String type : List.of("keyDown", "keyUp")) {
            int code = key.equals("Tab") ? 9 : 13;
            page.call(
                    "Input.dispatchKeyEvent",
                    Map.of(
                            "type",
                            type,
                            "key",
                            key,
                            "code",
                            key,
                            "windowsVirtualKeyCode",
                            code,
                            "text",
                            key.equals("Enter") && type.equals("keyDown") ? "\r" : ""));
        }
    }

    /** A picture of what can be seen, as PNG. */
    byte[] picture() {
        JsonNode answer = page.call("Page.captureScreenshot", Map.of("format", "png", "optimizeForSpeed", false));
        return Base64.getDecoder().decode(answer.path("data").asText());
    }

    /** A picture of the element that an expression gives, whole and with a margin, as PNG. */
    byte[] picture(String element) {
        JsonNode clip = evaluate(
                "(() => { const {x, y, width, height} = (" + element + ").getBoundingClientRect();"
                        + " return {x: x + scrollX - 4, y: y + scrollY - 4, width: width + 8, height: height + 8, scale: 1}; })()");
        JsonNode answer = page.call(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", clip));
        return Base64.getDecoder().decode(answer.path("data").asText());
    }

    /** What the browser has complained about since it was started: scripts that failed, and what a policy has refused. */
    List<String> complaints() {
        return page.complaints();
    }

    @Override
    public void close() throws InterruptedException {
        page.close();
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
