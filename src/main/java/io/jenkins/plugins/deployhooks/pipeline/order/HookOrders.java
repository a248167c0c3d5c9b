package io.jenkins.plugins.deployhooks.pipeline.order;

import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import java.io.IOException;
import java.io.Serializable;

/**
 * A deployment, as the steps of its hooks see it: an object of their context, saved with the program. Its methods are
 * called on background threads.
 */
public interface HookOrders extends Serializable {
    /**
     * What the step is to run. Asked again after a restart of the controller, with the same answer.
     *
     * @throws IOException where it is not known any more; the step fails
     */
    HookOrder order(OrderId id) throws IOException, InterruptedException;

    /** Whether the step may begin; not where the deployment has gone on without it. */
    boolean isDue(OrderId id);

    /**
     * Runs {@code stop} once nobody waits any more for the end of the attempt, which is about to begin or to be found running:
     * its step was ended by force. At once where that is so already.
     *
     * @param stop returns at once
     */
    void whenGivenUp(OrderId id, Runnable stop);

    /** It was stopped before it began; what that means is decided when its step has completed. */
    void notStarted(OrderId id);

    /**
     * How it ended, before the step completes. After a restart perhaps told again, with an equal end.
     *
     * @throws IOException where it cannot be recorded; the step fails, the hook is not repeated
     */
    void ended(OrderId id, HookEnd end) throws IOException, InterruptedException;
}
