package io.jenkins.plugins.deployhooks.cli;

import io.jenkins.plugins.deployhooks.engine.deployment.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Hands the signals of a terminal to a deployment, instead of ending the JVM at once: each Ctrl-C is an abort, as a user
 * of Jenkins would ask for it.
 */
final class Interrupts implements AutoCloseable {
    private record Previous(Signal signal, SignalHandler handler) {}

    private final List<Previous> previous = new ArrayList<>();

    /**
     * Interrupts {@code deployment} on signals, until closed.
     *
     * @param teller is told first what came
     */
    Interrupts(Deployment deployment, Consumer<String> teller) {
        handle("INT", "interrupted by Ctrl-C (SIGINT)", deployment, teller);
        handle("TERM", "interrupted by SIGTERM", deployment, teller);
        handle("HUP", "the terminal was closed (SIGHUP)", deployment, teller);
    }

    private void handle(String name, String reason, Deployment deployment, Consumer<String> teller) {
        try {
            Signal signal = new Signal(name);
            SignalHandler handler = received -> {
                teller.accept(reason);
                deployment.interrupt(reason);
            };
            previous.add(new Previous(signal, Signal.handle(signal, handler)));
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
