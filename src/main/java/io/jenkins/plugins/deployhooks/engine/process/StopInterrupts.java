package io.jenkins.plugins.deployhooks.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** Interrupts the current thread when a stop is asked for, as long as this is open; never later. */
public final class StopInterrupts implements AutoCloseable {
    @CheckForNull
    private Thread thread = Thread.currentThread();

    private final StopRequest.Registration registration;
    private boolean interrupted;

    /** Opens for the current thread; a stop asked for earlier interrupts it at once. */
    public StopInterrupts(StopRequest stop) {
        registration = stop.onRaise(this::interrupt);
        if (stop.level() != StopRequest.Level.NONE) {
            interrupt();
        }
    }

    private synchronized void interrupt() {
        if (thread != null) {
            interrupted = true;
            thread.interrupt();
        }
    }

    @Override
    public synchronized void close() {
        thread = null;
        registration.close();
        if (interrupted) {
            // Ours, and perhaps not taken up: it must not hit whatever this thread does next.
            Thread.interrupted();
        }
    }
}
