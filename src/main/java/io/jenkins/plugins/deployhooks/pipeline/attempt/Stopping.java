package io.jenkins.plugins.deployhooks.pipeline.attempt;

import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;
import io.jenkins.plugins.deployhooks.engine.process.stop.ProcessTree;
import io.jenkins.plugins.deployhooks.engine.process.stop.StopOutcome;
import io.jenkins.plugins.deployhooks.engine.process.stop.StopSequence;
import io.jenkins.plugins.deployhooks.engine.process.stop.Timing;
import java.time.Duration;
import java.util.function.LongConsumer;

/** Ends everything of a hook, with the rules of the engine. */
final class Stopping {
    /** How long SIGKILL is repeated before survivors are reported. */
    private static final Duration FORCE_LIMIT = Duration.ofSeconds(10);

    private Stopping() {}

    /**
     * Does it.
     *
     * @param stop says when the grace is to end early
     * @param pause waits for so many nanoseconds, or until something happens
     */
    static StopOutcome run(ProcessTree tree, HookSettings.Limits limits, StopRequest stop, LongConsumer pause) {
        Duration grace = limits.killGrace();
        Timing timing = new Timing() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void pause(long nanos) {
                pause.accept(nanos);
            }

            @Override
            public boolean forced() {
                return stop.level() == StopRequest.Level.FORCE;
            }
        };
        return new StopSequence(tree, timing, grace == null ? Duration.ZERO : grace, FORCE_LIMIT).run();
    }
}
