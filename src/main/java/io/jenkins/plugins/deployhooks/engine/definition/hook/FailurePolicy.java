package io.jenkins.plugins.deployhooks.engine.definition.hook;

import java.util.Locale;

/** What a failing hook means for its deployment, from the strongest to the weakest. */
public enum FailurePolicy {
    /** The deployment fails; nothing later starts but runFailed and cleanup (S12). */
    FAIL,
    /** The deployment goes on, its result is UNSTABLE (S33). */
    UNSTABLE,
    /** The deployment goes on, the failure is recorded as a warning (S24). */
    WARN,
    /** The deployment goes on, the failure is in the report only. */
    IGNORE;

    /** The word used in definitions: {@code fail}, {@code unstable}, {@code warn} or {@code ignore}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** This policy, or {@code limit} where this one is stronger. */
    public FailurePolicy atMost(FailurePolicy limit) {
        return compareTo(limit) < 0 ? limit : this;
    }
}
