package io.jenkins.plugins.deployhooks.engine.lifecycle.message;

/** What has been asked of the running step. */
public enum Stopping {
    NO,
    /** To stop, with its grace. */
    ASKED,
    /** To stop at once. */
    FORCED
}
