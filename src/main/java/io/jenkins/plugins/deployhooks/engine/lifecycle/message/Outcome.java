package io.jenkins.plugins.deployhooks.engine.lifecycle.message;

import java.util.Locale;

/** The outcome of a deployment; it has exactly one. */
public enum Outcome {
    SUCCESS,
    UNSTABLE,
    FAILED,
    ABORTED;

    /** The word of reports and of {@code when: result}; {@code DEPLOY_RESULT} has it in upper case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The outcome whose {@link #id} is {@code id}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Outcome of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
