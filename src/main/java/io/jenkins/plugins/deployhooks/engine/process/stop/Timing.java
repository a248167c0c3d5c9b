package io.jenkins.plugins.deployhooks.engine.process.stop;

/** Port: the clock of a stop, and how it waits. */
public interface Timing {
    /** A monotonic clock, as {@link System#nanoTime}. */
    long nanoTime();

    /** Waits for at most {@code nanos}; returns early when something happened that is worth a look. */
    void pause(long nanos);

    /** Whether the grace is to end now. */
    boolean forced();
}
