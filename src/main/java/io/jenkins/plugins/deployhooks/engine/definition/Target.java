package io.jenkins.plugins.deployhooks.engine.definition;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * What is deployed, and by whose rules.
 *
 * @param profile the name of a profile: {@code native}, {@code clever-cloud} or {@code platform-sh}
 * @param app the name of the app; null: the repository holds just one
 * @param environment the name of the environment, {@code default} unless said
 * @param folder where the app lives, relative to the root of the repository: the phases' bodies run there, hooks at the
 *     root (D17); null: at the root
 */
public record Target(
        String profile,
        @CheckForNull String app,
        String environment,
        @CheckForNull String folder) {
    /** The environment of a definition that names none. */
    public static final String UNNAMED_ENVIRONMENT = "default";

    /** Whether neither app nor environment has a name: nobody has said where this goes. */
    public boolean isUnnamed() {
        return app == null && environment.equals(UNNAMED_ENVIRONMENT);
    }
}
