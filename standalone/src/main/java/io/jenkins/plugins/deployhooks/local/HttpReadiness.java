package io.jenkins.plugins.deployhooks.local;

import io.jenkins.plugins.deployhooks.engine.definition.Readiness;
import io.jenkins.plugins.deployhooks.engine.deployment.ReadinessCheck;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.StopInterrupts;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;
import io.jenkins.plugins.deployhooks.engine.time.DurationText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks a started app over HTTP whether it is ready, again and again until it says 200 (D11). */
public final class HttpReadiness implements ReadinessCheck {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public HookEnd await(Readiness readiness, StopRequest stop) {
        long start = System.nanoTime();
        Map<URI, String> silent = new LinkedHashMap<>();
        readiness.urls().forEach(url -> silent.put(url, "was not asked"));
        HookEnd.State state;
        try (StopInterrupts interrupts = new StopInterrupts(stop)) {
            state = ask(silent, readiness.within());
        } catch (InterruptedException e) {
            state = HookEnd.State.ABORTED;
        }
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        return new HookEnd(state, HookEnd.Exit.NONE, reason(state, readiness, silent), duration, HookEnd.Output.NONE);
    }

    private static HookEnd.State ask(Map<URI, String> silent, Duration within) throws InterruptedException {
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        long end = System.nanoTime() + within.toNanos();
        while (true) {
            for (URI url : silent.keySet().toArray(new URI[0])) {
                String answer = answer(client, url, Duration.ofNanos(Math.max(1, end - System.nanoTime())));
                if (answer.equals("200")) {
                    silent.remove(url);
                } else {
                    silent.put(url, answer);
                }
            }
            if (silent.isEmpty()) {
                return HookEnd.State.OK;
            }
            if (System.nanoTime() - end >= 0) {
                return HookEnd.State.FAILED;
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private static String answer(HttpClient client, URI url, Duration left) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(left.compareTo(PATIENCE) < 0 ? left : PATIENCE)
                .GET()
                .build();
        try {
            return Integer.toString(
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
        } catch (ConnectException e) {
            return "no connection: nothing listens there";
        } catch (HttpTimeoutException e) {
            return "no answer in time";
        } catch (IOException e) {
            return e.getMessage() == null ? e.toString() : e.getMessage();
        }
    }

    private static String reason(HookEnd.State state, Readiness readiness, Map<URI, String> silent) {
        return switch (state) {
            case OK -> "";
            case ABORTED -> "aborted while waiting for the app to be ready";
            default ->
                "failed starting: the app was not ready within %s: %s. Look at what the run phase wrote, or allow "
                        .concat("more time in readiness.within")
                        .formatted(
                                DurationText.format(readiness.within()),
                                silent.entrySet().stream()
                                        .map(each -> each.getKey() + " said " + each.getValue())
                                        .collect(Collectors.joining("; ")));
        };
    }
}
