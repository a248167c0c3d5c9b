package io.jenkins.plugins.deployhooks.engine.lifecycle.message;

/**
 * Something to record that needs no answer.
 *
 * @param kind what it is
 * @param stepId the step it is about
 * @param text for people
 */
public record Note(Kind kind, String stepId, String text) {
    /** What a note is. */
    public enum Kind {
        /** The step does not run; the text says why. */
        SKIPPED,
        /** The step failed, and its policy lets the deployment go on. */
        WARNING,
        /** The step failed and makes the deployment unstable. */
        UNSTABLE
    }
}
