package io.jenkins.plugins.deployhooks.engine.deployment.record;

import io.jenkins.plugins.deployhooks.engine.lifecycle.LifecycleState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How far a deployment has come: with its plan, all that is needed to go on after a restart. Holds no environment.
 *
 * @param version of this form, {@link #VERSION}
 * @param revision grows with each signal: of two, the higher one is later
 * @param savedAt when it was taken
 * @param state where the lifecycle stands
 * @param memory what has happened
 * @param hurried how long the time after an abort has been running, by event
 */
public record Progress(
        int version,
        long revision,
        Instant savedAt,
        LifecycleState state,
        Recorder.Memory memory,
        Map<String, Duration> hurried) {
    /** The version of this form; a new one when a field changes its meaning or goes. */
    public static final int VERSION = 1;

    /** How long the time after an abort has been running by {@code now}, by event; it does not stand still while nobody runs. */
    public Map<String, Duration> hurriedUntil(Instant now) {
        Duration since = Duration.between(savedAt, now);
        Map<String, Duration> used = new HashMap<>(hurried);
        if (!since.isNegative()) {
            used.replaceAll((event, time) -> time.plus(since));
        }
        return used;
    }
}
