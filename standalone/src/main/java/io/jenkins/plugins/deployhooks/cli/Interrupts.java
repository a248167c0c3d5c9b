package io.jenkins.plugins.deployhooks.cli;

import io.jenkins.plugins.deployhooks.engine.deployment.Deployment;
import java.util.ArrayList;
import java.util.List;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Hands the signals of a terminal to a deployment, instead of ending the JVM at once: each Ctrl-C is an abort, as a user
 * of Jenkins would ask for it.
 */
final class Interrupts implements AutoCloseable {
    private record Previous(Signal signal, SignalHandler handler) {}

    private final List<Previous> previous = new ArrayList<>();

    Interrupts(Deployment deployment) {
        handle("INT", () -> deployment.interrupt("interrupted by Ctrl-C (SIGINT)"));
        handle("TERM", () -> deployment.interrupt("interrupted by SIGTERM"));
        handle("HUP", () -> deployment.interrupt("the terminal was closed (SIGHUP)"));
    }

    private void handle(String name, Runnable action) {
        try {
            Signal signal = new Signal(name);
            previous.add(new Previous(signal, Signal.handle(signal, received -> action.run())));
        } catch (IllegalArgumentException e) {
            // Windows has no HUP, and a JVM may keep a signal for itself: then it ends the JVM, as without us.
            System.getLogger(Interrupts.class.getName()).log(System.Logger.Level.DEBUG, "no handler for " + name, e);
        }
    }

    @Override
    public void close() {
        previous.forEach(each -> Signal.handle(each.signal(), each.handler()));
    }
}
