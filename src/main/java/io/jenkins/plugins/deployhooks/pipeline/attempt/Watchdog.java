package io.jenkins.plugins.deployhooks.pipeline.attempt;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.agent.LauncherTree;
import io.jenkins.plugins.deployhooks.engine.process.stop.StopCause;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;

/**
 * Watches over an attempt that runs: its deadlines, and whether there is still anything that could end. A machine or a
 * container that was started anew leaves no status, and nothing would ever be heard.
 */
final class Watchdog {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(20);
    private static final Duration SECOND_LOOK = Duration.ofSeconds(2);
    private static final int ENOUGH = 2;

    private final RunningHook hook;
    private final LauncherTree tree;
    private final Limits limits;
    private final Background background;

    @CheckForNull
    private ScheduledFuture<?> next;

    private long lookAt;
    private int emptyLooks;
    private int failedLooks;
    private boolean closed;

    Watchdog(RunningHook hook, Start.Started started, Background background) {
        this.hook = hook;
        this.tree = started.agent().tree();
        this.limits = started.limits();
        this.background = background;
        // an attempt that was taken up may have ended without a trace long ago
        this.lookAt = System.nanoTime() + (started.before() ? Duration.ZERO : BETWEEN_LOOKS).toNanos();
    }

    Limits limits() {
        return limits;
    }

    /** Watches from now on. */
    synchronized void start() {
        if (!closed) {
            long nanos = Math.min(limits.remainingNanos(), Math.max(0, lookAt - System.nanoTime()));
            // rounded up: a clock that rings too early would ring many times
            next = background.later(Duration.ofNanos(nanos).plusMillis(1), this::check);
        }
    }

    private void check() {
        if (isClosed()) {
            return;
        }
        StopCause cause = limits.exceeded();
        if (cause != null) {
            hook.stop(cause);
            return;
        }
        if (System.nanoTime() - lookAt >= 0) {
            look();
        }
        start();
    }

    private void look() {
        Duration pause = BETWEEN_LOOKS;
        try {
            boolean empty = tree.look().isEmpty();
            failedLooks = 0;
            emptyLooks = empty ? emptyLooks + 1 : 0;
            pause = empty ? SECOND_LOOK : BETWEEN_LOOKS;
            if (emptyLooks == ENOUGH) {
                hook.gone("Its processes are gone and left no status: its machine or container was started anew, or"
                        + " somebody killed what watched over it.");
            }
        } catch (UncheckedIOException e) {
            failedLooks++;
            if (failedLooks > ENOUGH && !AgentAbsence.isCause(e)) {
                hook.gone("Its processes cannot be looked for any more: " + e.getMessage() + ".");
            }
        } catch (RuntimeException | Error e) {
            // without looks a hook that is gone would be waited for for ever
            hook.gone("Its processes cannot be looked for any more: " + e + ".");
        }
        lookAt = System.nanoTime() + pause.toNanos();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel(false);
        }
    }
}
