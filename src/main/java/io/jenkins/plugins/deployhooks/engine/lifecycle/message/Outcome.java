package io.jenkins.plugins.deployhooks.engine.lifecycle.message;

import java.util.Locale;

/** The outcome of a deployment; it has exactly one. */
public enum Outcome {
    SUCCESS,
    UNSTABLE,
    FAILED,
    ABORTED;

    /** The word of {@code DEPLOY_RESULT} and of {@code when: result}, in lower case for the latter. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
