package io.jenkins.plugins.deployhooks.engine.deployment.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.running.Traffic;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedHook;
import io.jenkins.plugins.deployhooks.engine.time.DurationText;
import java.time.Duration;
import java.util.Optional;

/** Tells who held requests for longer than they can be held (S57). */
public final class HeldRequests {
    private HeldRequests() {}

    /**
     * The warning when {@code hook} has ended; empty: it lets no requests through, or in time.
     *
     * @param traffic what the definition says; null: nothing
     * @param hook null: the step is no hook
     */
    public static Optional<String> warning(
            @CheckForNull Traffic traffic, @CheckForNull PlannedHook hook, Recorder recorder) {
        Duration limit = traffic == null ? null : traffic.holdLimit().duration();
        if (limit == null || hook == null || !hook.event().equals(Traffic.EVENT)) {
            return Optional.empty();
        }
        Duration held =
                hook.hook().name().equals(Traffic.HOLD) ? null : recorder.since(Traffic.EVENT + "/" + Traffic.HOLD);
        return held == null || held.compareTo(limit) <= 0
                ? Optional.empty()
                : Optional.of("traffic: requests were held for %s, longer than the holdLimit of %s"
                        .formatted(
                                DurationText.format(Duration.ofMillis(held.toMillis())), DurationText.format(limit)));
    }
}
