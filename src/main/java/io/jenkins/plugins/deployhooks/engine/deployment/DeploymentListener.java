package io.jenkins.plugins.deployhooks.engine.deployment;

import io.jenkins.plugins.deployhooks.engine.lifecycle.LifecycleState;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;

/**
 * Hears what happens in a deployment, in order. Called by the thread that drives the deployment, except {@link
 * #output}.
 */
public interface DeploymentListener {
    /** Hears nothing. */
    DeploymentListener NONE = new DeploymentListener() {};

    /** The state has changed; called before the command that follows it is carried out. */
    default void stateChanged(LifecycleState state) {}

    /** A step begins its attempt number {@code attempt}, counted from 1. */
    default void started(PlannedStep step, int attempt) {}

    /** Some more output of the running step; may end in the middle of a line. The buffer is used again. */
    default void output(PlannedStep step, byte[] bytes, int length) {}

    /** An attempt has ended. */
    default void ended(PlannedStep step, int attempt, HookEnd end) {}

    /** A step does not run. */
    default void skipped(PlannedStep step, String reason) {}

    /** Something people should know. */
    default void warning(String text) {}
}
