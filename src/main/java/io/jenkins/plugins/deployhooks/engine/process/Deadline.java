package io.jenkins.plugins.deployhooks.engine.process;

import io.jenkins.plugins.deployhooks.engine.time.TimeLimit;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The moment at which a limit is used up, on a monotonic clock: a change of the wall clock moves nothing. For one thread.
 */
public final class Deadline {
    private final TimeLimit limit;
    private final LongSupplier nanoClock;
    private long start;

    /**
     * Starts now.
     *
     * @param limit what may pass until then, or none (S39)
     * @param nanoClock as {@link System#nanoTime}
     */
    public Deadline(TimeLimit limit, LongSupplier nanoClock) {
        this.limit = limit;
        this.nanoClock = nanoClock;
        this.start = nanoClock.getAsLong();
    }

    /** Counts from {@code nanoTime} on, a reading of the same clock: what was waited for has happened then. */
    public void restartAt(long nanoTime) {
        start = nanoTime;
    }

    /** Nanoseconds until then, 0 when it has come; {@link Long#MAX_VALUE} without a limit. */
    public long remainingNanos() {
        Duration duration = limit.duration();
        // the difference of two readings is right even where the clock's number overflows
        return duration == null ? Long.MAX_VALUE : Math.max(0, duration.toNanos() - (nanoClock.getAsLong() - start));
    }

    /** Whether it has come; never without a limit. */
    public boolean expired() {
        return remainingNanos() == 0;
    }

    /** What the deadline was made of. */
    public TimeLimit limit() {
        return limit;
    }
}
