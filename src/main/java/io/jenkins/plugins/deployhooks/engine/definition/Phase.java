package io.jenkins.plugins.deployhooks.engine.definition;

import java.util.Locale;

/** One of the two phases of a deployment; each has a body, the user's own steps. */
public enum Phase {
    /** Makes what is deployed: its files end in the archive. */
    BUILD,
    /** Starts what was built. */
    RUN;

    /** The name used in definitions, variables and reports: {@code build} or {@code run}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
