package io.jenkins.plugins.deployhooks.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.deployment.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Hands the signals of a terminal to a deployment, instead of ending the JVM at once: each Ctrl-C is an abort, as a user
 * of Jenkins would ask for it. Before and after the deployment signals are only remembered.
 */
final class Interrupts implements AutoCloseable {
    /** More than whoever tells waits for a reader that takes nothing. */
    private static final long TELLING_SECONDS = 5;

    private record Previous(Signal signal, SignalHandler handler) {}

    /** Who hears of signals. */
    private record Target(Deployment deployment, Function<String, Runnable> teller) {}

    private final List<Previous> previous = new ArrayList<>();

    /** Tells in a thread of its own: nobody may read what it says, and the deployment has to stop all the same. */
    private final ExecutorService announcer = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "announcer of signals");
        thread.setDaemon(true);
        return thread;
    });

    private volatile boolean asked;

    @CheckForNull
    private Target target;

    @CheckForNull
    private String early;

    /** Takes the signals, until closed. */
    Interrupts() {
        handle("INT", "interrupted by Ctrl-C (SIGINT)");
        handle("TERM", "interrupted by SIGTERM");
        handle("HUP", "the terminal was closed (SIGHUP)");
    }

    /**
     * From now on {@code deployment} is interrupted.
     *
     * @param teller is asked, before the deployment is, for what tells people of the signal
     */
    synchronized void passTo(Deployment deployment, Function<String, Runnable> teller) {
        target = new Target(deployment, teller);
        if (early != null) {
            received(early);
        }
    }

    /** The deployment is over: signals change nothing any more. What is to be said about earlier ones has been said. */
    void finished() {
        synchronized (this) {
            target = null;
            announcer.shutdown();
        }
        try {
            announcer.awaitTermination(TELLING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether a signal has come. */
    boolean asked() {
        return asked;
    }

    private synchronized void received(String reason) {
        asked = true;
        if (target == null) {
            early = reason;
            return;
        }
        Runnable telling = target.teller().apply(reason);
        target.deployment().interrupt(reason);
        announcer.execute(telling);
    }

    private void handle(String name, String reason) {
        try {
            Signal signal = new Signal(name);
            previous.add(new Previous(signal, Signal.handle(signal, received -> received(reason))));
        } catch (IllegalArgumentException e) {
            // Windows has no HUP, and a JVM may keep a signal for itself: then it ends the JVM, as without us.
            System.getLogger(Interrupts.class.getName()).log(System.Logger.Level.DEBUG, "no handler for " + name, e);
        }
    }

    @Override
    public void close() {
        previous.forEach(each -> Signal.handle(each.signal(), each.handler()));
        announcer.shutdown();
    }
}
