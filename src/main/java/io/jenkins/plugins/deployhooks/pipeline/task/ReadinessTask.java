package io.jenkins.plugins.deployhooks.pipeline.task;

import io.jenkins.plugins.deployhooks.agent.readiness.AskReadiness;
import io.jenkins.plugins.deployhooks.agent.readiness.ReadinessAnswer;
import io.jenkins.plugins.deployhooks.engine.definition.Readiness;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.time.DurationText;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;

/** Waits until the app is ready (D11), asked from the agent. */
final class ReadinessTask implements DeploymentTask {
    /** What an app gets after an interruption at least: it may have been ready all the time, and nobody could ask. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(10);

    @Override
    public HookEnd perform(TaskPlace place) throws IOException, InterruptedException {
        Readiness readiness = place.deployment().definition().rules().readiness();
        if (readiness == null) {
            throw new IOException("the definition of this deployment says nothing of readiness");
        }
        Duration left = left(readiness, place);
        place.tell("Waiting up to " + DurationText.format(left) + " for " + String.join(", ", readiness.shown())
                + ", asked from agent " + place.agent() + ".");
        ReadinessAnswer answer = place.channel().call(new AskReadiness(readiness, left));
        HookEnd end = answer.end(place.since());
        if (end.state() == HookEnd.State.ABORTED) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!place.isStopped()) {
                // Nobody here wanted it to end: the agent's program is going down.
                throw new ClosedChannelException();
            }
        }
        return end;
    }

    private static Duration left(Readiness readiness, TaskPlace place) {
        Duration within = readiness.within();
        if (!place.isAgain()) {
            return within;
        }
        Duration least = LAST_LOOK.compareTo(within) < 0 ? LAST_LOOK : within;
        Duration left = within.minus(place.since());
        return left.compareTo(least) < 0 ? least : Duration.ofSeconds(left.toSeconds());
    }
}
