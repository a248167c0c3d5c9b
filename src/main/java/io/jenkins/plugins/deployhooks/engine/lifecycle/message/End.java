package io.jenkins.plugins.deployhooks.engine.lifecycle.message;

/** How a step of the plan ended. */
public enum End {
    OK,
    /** A body that succeeded with reservations. */
    UNSTABLE,
    FAILED,
    /** Stopped by its time-out: a failure, may be tried again. */
    TIMED_OUT,
    /** Stopped on request: no failure, never tried again. */
    ABORTED,
    /** The agent it ran on is gone. */
    LOST
}
