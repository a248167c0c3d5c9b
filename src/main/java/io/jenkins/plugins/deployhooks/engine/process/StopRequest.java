package io.jenkins.plugins.deployhooks.engine.process;

import java.util.ArrayList;
import java.util.List;

/** Asks a running hook to end: first with its grace, then without. Safe for use by several threads. */
public final class StopRequest {
    /** How urgent the request is. */
    public enum Level {
        /** Nobody asked. */
        NONE,
        /** SIGTERM, the grace, SIGKILL. */
        STOP,
        /** SIGKILL now. */
        FORCE
    }

    /** Ends what {@link #onRaise} began. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    private Level level = Level.NONE;
    private final List<Runnable> listeners = new ArrayList<>();

    /** Raises the level to {@code wanted}; a lower one than before changes nothing. */
    public void raise(Level wanted) {
        List<Runnable> told;
        synchronized (this) {
            if (wanted.compareTo(level) <= 0) {
                return;
            }
            level = wanted;
            told = List.copyOf(listeners);
        }
        told.forEach(Runnable::run);
    }

    /** What is asked for now. */
    public synchronized Level level() {
        return level;
    }

    /**
     * Runs {@code listener} after each raise from now on, in the raising thread; it must return at once. A raise before
     * is not reported: ask {@link #level()} after registering.
     *
     * @return to be closed by who stops listening, so that one request serves many hooks; a raise at that very moment
     *     may still be reported
     */
    public synchronized Registration onRaise(Runnable listener) {
        listeners.add(listener);
        return () -> remove(listener);
    }

    private synchronized void remove(Runnable listener) {
        listeners.remove(listener);
    }
}
