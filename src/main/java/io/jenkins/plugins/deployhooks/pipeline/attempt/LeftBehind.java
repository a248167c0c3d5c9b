package io.jenkins.plugins.deployhooks.pipeline.attempt;

import io.jenkins.plugins.deployhooks.agent.HookOnAgent;
import io.jenkins.plugins.deployhooks.agent.LauncherTree;
import io.jenkins.plugins.deployhooks.engine.process.stop.Member;
import io.jenkins.plugins.deployhooks.engine.process.stop.StopOutcome;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;

/** What a hook left in the background. */
final class LeftBehind {
    private static final long LIMIT = Duration.ofMillis(250).toNanos();
    private static final long PAUSE = Duration.ofMillis(50).toNanos();

    private LeftBehind() {}

    /** A sentence for people; empty where nothing is left. */
    static String note(HookOnAgent agent, RunningHook hook) {
        try {
            LauncherTree tree = agent.tree();
            long start = System.nanoTime();
            Set<Member> left = tree.look().members();
            // a tee of a process substitution ends a moment after its shell: no background child
            while (!left.isEmpty() && System.nanoTime() - start < LIMIT) {
                hook.pause(PAUSE);
                left = tree.look().members();
            }
            return left.isEmpty()
                    ? ""
                    : "Left running in the background: " + StopOutcome.list(left)
                            + ". What they write from now on is in no log.";
        } catch (UncheckedIOException e) {
            return "Something may be left running in the background: " + e.getMessage() + ".";
        }
    }
}
