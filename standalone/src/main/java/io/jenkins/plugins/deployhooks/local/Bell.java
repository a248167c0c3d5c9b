package io.jenkins.plugins.deployhooks.local;

import java.util.concurrent.TimeUnit;

/** Wakes the thread that watches a hook, whatever happened: the hook ended, a stop was requested, all output was read. */
final class Bell {
    private boolean rung;
    private volatile boolean interrupted;

    synchronized void ring() {
        rung = true;
        notifyAll();
    }

    /** Returns after {@code nanos}, or earlier when the bell rings or rang since the last call. */
    synchronized void await(long nanos) {
        try {
            if (!rung && nanos > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, nanos);
            }
        } catch (InterruptedException e) {
            // kept for the caller's thread until the hook has been stopped: stopping has to wait, too
            interrupted = true;
        }
        rung = false;
    }

    /** The waiting thread was interrupted elsewhere. */
    void interrupt() {
        interrupted = true;
    }

    /** Whether the waiting thread was interrupted; it has to restore that when it is done. */
    boolean interrupted() {
        return interrupted;
    }
}
