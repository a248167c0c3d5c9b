package io.jenkins.plugins.deployhooks.engine.lifecycle.message;

import java.time.Duration;

/** What is to be done next; it is answered by one signal. */
public sealed interface Command {
    /**
     * Run a step; answered by {@link Signal.Ended}.
     *
     * @param stepId the step of the plan
     * @param attempt counted from 1
     * @param delay to wait before, for another attempt
     * @param hurried whether the deployment is being aborted, so that the step runs on a budget of time
     */
    record Run(String stepId, int attempt, Duration delay, boolean hurried) implements Command {}

    /**
     * Find the step that was running when the state was saved, and wait for it; answered by {@link Signal.Ended}.
     *
     * @param stepId the step of the plan
     * @param attempt counted from 1
     * @param stop what had been asked of it
     */
    record Reattach(String stepId, int attempt, Stopping stop) implements Command {}

    /**
     * Stop the running step; it is still answered by {@link Signal.Ended}.
     *
     * @param stepId the running step
     * @param force without its grace
     */
    record Stop(String stepId, boolean force) implements Command {}

    /** Give the word back to the user's own steps, until the next phase begins or none comes any more. */
    record AwaitPhase() implements Command {}

    /** All is done; nothing of this deployment starts any more. */
    record Finish(Outcome outcome) implements Command {}

    /** Nothing: the signal came too late to matter. */
    record Nothing() implements Command {}
}
