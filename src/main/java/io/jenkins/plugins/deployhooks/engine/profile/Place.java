package io.jenkins.plugins.deployhooks.engine.profile;

import java.util.Locale;

/** The points of the lifecycle at which an event can stand, in their order. */
public enum Place {
    BEFORE_BUILD,
    AFTER_BUILD,
    BEFORE_RUN,
    /** After the run body has returned, before the readiness check (S53). */
    AFTER_RUN,
    /** After the app has started; never together with {@link #ON_FAILURE} (S25). */
    ON_SUCCESS,
    /** After the deployment has failed or was aborted; never together with {@link #ON_SUCCESS} (S25). */
    ON_FAILURE,
    /** Last of all, whatever happened (D16). */
    AT_END;

    /** The word used in a profile: {@code before-build}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether hooks here run after the deployment's outcome is known, so that nothing of it can be undone (S24). */
    public boolean isSettled() {
        return compareTo(ON_SUCCESS) >= 0;
    }
}
