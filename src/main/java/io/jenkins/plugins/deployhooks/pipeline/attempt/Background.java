package io.jenkins.plugins.deployhooks.pipeline.attempt;

import hudson.model.Computer;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.Timer;

/** Threads for what may block, as long as the controller lives that they were asked for on. */
public final class Background {
    private static final Logger LOGGER = Logger.getLogger(Background.class.getName());

    private final Jenkins jenkins = Jenkins.get();

    /** Whether that controller is still there; another one may follow it in the same process, in tests. */
    public boolean isAlive() {
        Jenkins now = Jenkins.getInstanceOrNull();
        return now == jenkins && !now.isTerminating();
    }

    /** Runs {@code task} soon. */
    public void run(Runnable task) {
        Computer.threadPoolForRemoting.execute(() -> guarded(task));
    }

    /** Runs {@code task}, which may block, in {@code delay}. */
    public ScheduledFuture<?> later(Duration delay, Runnable task) {
        return Timer.get().schedule(() -> run(task), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
    }

    private void guarded(Runnable task) {
        if (!isAlive()) {
            return;
        }
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, "a fault of Deploy Hooks, please report it", e);
        }
    }
}
