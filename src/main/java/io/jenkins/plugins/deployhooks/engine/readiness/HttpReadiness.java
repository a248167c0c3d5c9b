package io.jenkins.plugins.deployhooks.engine.readiness;

import io.jenkins.plugins.deployhooks.engine.definition.Readiness;
import io.jenkins.plugins.deployhooks.engine.deployment.ReadinessCheck;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.StopInterrupts;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;
import io.jenkins.plugins.deployhooks.engine.time.DurationText;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Asks a started app over HTTP whether it is ready, again and again until it says 200 (D11). */
public final class HttpReadiness implements ReadinessCheck {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Silence during a shorter look says nothing: an earlier answer tells more. */
    private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(1);

    @Override
    public HookEnd await(Readiness readiness, StopRequest stop) {
        return await(readiness, readiness.within(), stop);
    }

    /**
     * The same where a part of the limit is over.
     *
     * @param left of the limit; what is told about a failure names the whole of it
     * @return OK; FAILED with what each silent URL answered last; or ABORTED
     */
    public HookEnd await(Readiness readiness, Duration left, StopRequest stop) {
        long start = System.nanoTime();
        Map<URI, String> silent = new LinkedHashMap<>();
        readiness.urls().forEach(url -> silent.put(url, HttpLook.SILENCE));
        HookEnd.State state;
        try (StopInterrupts interrupts = new StopInterrupts(stop)) {
            state = ask(silent, start + left.toNanos());
        } catch (InterruptedException e) {
            state = HookEnd.State.ABORTED;
        }
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        return new HookEnd(state, HookEnd.Exit.NONE, reason(state, readiness, silent), duration, HookEnd.Output.NONE);
    }

    private static HookEnd.State ask(Map<URI, String> silent, long end) throws InterruptedException {
        do {
            look(silent, end);
            if (silent.isEmpty()) {
                return HookEnd.State.OK;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(end - System.nanoTime(), PAUSE.toNanos()));
        } while (end - System.nanoTime() > 0);
        return HookEnd.State.FAILED;
    }

    /** Asks all at once, so that one that hangs leaves the others their time. */
    private static void look(Map<URI, String> silent, long end) throws InterruptedException {
        long start = System.nanoTime();
        long patience = Math.min(end - start, PATIENCE.toNanos());
        List<HttpLook> looks = new ArrayList<>();
        try {
            silent.keySet().forEach(url -> looks.add(new HttpLook(url)));
            for (HttpLook look : looks) {
                String answer = look.answer(start + patience);
                if (answer.equals(HttpLook.READY)) {
                    silent.remove(look.url());
                } else if (!answer.equals(HttpLook.SILENCE) || patience >= SHORTEST_SILENCE.toNanos()) {
                    silent.put(look.url(), answer);
                }
            }
        } finally {
            looks.forEach(HttpLook::close);
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
                                        .map(each -> Readiness.shown(each.getKey()) + " " + each.getValue())
                                        .collect(Collectors.joining("; ")));
        };
    }
}
