package io.jenkins.plugins.deployhooks.engine.plan;

/**
 * Whether a step runs, and why not.
 *
 * @param run whether it runs when the deployment reaches it
 * @param reason why not, or a remark on why; may be empty when it runs
 */
public record Decision(boolean run, String reason) {
    /** It runs. */
    public static final Decision RUN = new Decision(true, "");

    /** It asks for a branch, and nobody knows which one is deployed. */
    public static final Decision BRANCH_UNKNOWN = skip("when: branch is not known");

    /** Nothing that it asks for has changed. */
    public static final Decision NO_CHANGE = skip("when: no changed path matches");

    /** The archive holds what it would do. */
    public static final Decision FROM_CACHE = skip("from cache");

    /** It does not run, because of {@code reason}. */
    public static Decision skip(String reason) {
        return new Decision(false, reason);
    }
}
