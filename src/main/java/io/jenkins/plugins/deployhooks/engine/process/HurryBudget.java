package io.jenkins.plugins.deployhooks.engine.process;

import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.time.TimeLimit;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The time that the hooks of an event share after an abort (SPEC 2.3). Each event has a budget of its own, so that a
 * slow notification cannot keep cleanup from removing a credentials file (D16).
 */
public final class HurryBudget {
    /** The time of one event. */
    public static final Duration PER_EVENT = Duration.ofMinutes(5);

    private final LongSupplier nanoClock;
    private final Map<String, Long> starts = new HashMap<>();

    /** A budget of which nothing has been used; {@code nanoClock} as {@link System#nanoTime}. */
    public HurryBudget(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** A budget of which some events have used {@code used}, and go on using it. */
    public HurryBudget(LongSupplier nanoClock, Map<String, Duration> used) {
        this(nanoClock);
        long now = nanoClock.getAsLong();
        used.forEach((event, time) -> starts.put(event, now - time.toNanos()));
    }

    /** How long ago the time of each event began to run. */
    public Map<String, Duration> used() {
        long now = nanoClock.getAsLong();
        Map<String, Duration> used = new HashMap<>();
        starts.forEach((event, start) -> used.put(event, Duration.ofNanos(now - start)));
        return used;
    }

    /** What is left for {@code event}, whose time begins to run with the first call; zero or less: nothing. */
    public Duration left(String event) {
        long now = nanoClock.getAsLong();
        long start = starts.computeIfAbsent(event, name -> now);
        return PER_EVENT.minusNanos(now - start);
    }

    /** {@code wanted}, cut to {@code left}, which is longer than nothing. */
    public static TimeLimit cut(TimeLimit wanted, Duration left) {
        return wanted.atMost(TimeLimit.of(left));
    }

    /** {@code settings} whose limits are cut to {@code left}, which is longer than nothing. */
    public static HookSettings cut(HookSettings settings, Duration left) {
        HookSettings.Limits limits = settings.limits();
        return new HookSettings(
                settings.shell(),
                new HookSettings.Limits(
                        cut(limits.timeout(), left),
                        limits.inactivityTimeout(),
                        limits.killGrace().compareTo(left) < 0 ? limits.killGrace() : left),
                settings.retries(),
                settings.onFailure());
    }
}
