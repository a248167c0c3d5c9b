package io.jenkins.plugins.deployhooks.engine.definition;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * What is deployed, and by whose rules.
 *
 * @param profile the name of a profile: {@code native}, {@code clever-cloud} or {@code platform-sh}
 * @param app the name of the app; null: the repository holds just one
 * @param environment the name of the environment, {@code default} unless said
 * @param folder where the app lives, relative to the root of the repository: the phases' bodies run there, hooks at the
 *     root (D17), unless the platform has them work there, too (S41); null: at the root
 * @param instance which of the app's instances: {@link #WORKER}, or the name of one that works in the background; null: the
 *     one that takes requests (S40)
 */
public record Target(
        String profile,
        @CheckForNull String app,
        String environment,
        @CheckForNull String folder,
        @CheckForNull String instance) {
    /** The word for the instance that takes requests. */
    public static final String WEB = "web";

    /** The word for any instance that works in the background. */
    public static final String WORKER = "worker";

    /** The instance that takes requests. */
    public Target(String profile, @CheckForNull String app, String environment, @CheckForNull String folder) {
        this(profile, app, environment, folder, null);
    }

    /** The environment of a definition that names none. */
    public static final String UNNAMED_ENVIRONMENT = "default";

    /** Whether neither app nor environment has a name: nobody has said where this goes. */
    public boolean isUnnamed() {
        return app == null && environment.equals(UNNAMED_ENVIRONMENT);
    }
}
