package io.jenkins.plugins.deployhooks.engine.plan;

import io.jenkins.plugins.deployhooks.engine.profile.Place;

/** The parts of a plan, in their order. */
public enum Section {
    BUILD,
    RUN,
    /** The answer to a started app; never in one deployment with {@link #FAILED} (S25). */
    SUCCEEDED,
    /** The answer to a failed or aborted deployment. */
    FAILED,
    /** Last of all. */
    CLEANUP;

    /** Whether the deployment's fate is decided before this section starts. */
    public boolean isSettled() {
        return compareTo(SUCCEEDED) >= 0;
    }

    static Section of(Place place) {
        return switch (place) {
            case BEFORE_BUILD, AFTER_BUILD -> BUILD;
            case BEFORE_RUN, AFTER_RUN -> RUN;
            case ON_SUCCESS -> SUCCEEDED;
            case ON_FAILURE -> FAILED;
            case AT_END -> CLEANUP;
        };
    }
}
