package io.jenkins.plugins.deployhooks.pipeline.task;

import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import java.io.IOException;

/** What a step of a deployment does that is no hook. Either all of it has happened or nothing. */
@FunctionalInterface
interface DeploymentTask {
    /**
     * Does it, in a thread that a stop interrupts. After a restart of the controller, and where the agent went away, it is
     * done again from its beginning.
     *
     * @return how it ended; the duration is set by the caller where it is zero
     * @throws IOException where it failed; where the agent cannot be reached it is waited for
     * @throws InterruptedException where a stop ended it
     */
    HookEnd perform(TaskPlace place) throws IOException, InterruptedException;
}
