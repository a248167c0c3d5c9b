package io.jenkins.plugins.deployhooks.engine.plan;

import java.util.Locale;

/** How much of a deployment's work an earlier one has done. */
public enum DeploymentKind {
    /** Nothing: the build phase runs. */
    DEPLOY,
    /** The archive holds what the build phase would make (S18). */
    FROM_CACHE,
    /** Neither code nor environment changed since the last successful deployment (S47). */
    REDEPLOY;

    /** The word of {@code DEPLOY_KIND}: {@code deploy}, {@code from-cache} or {@code redeploy}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static DeploymentKind of(Facts.Archive.State archive) {
        return switch (archive) {
            case NONE, MISS -> DEPLOY;
            case HIT -> FROM_CACHE;
            case UNCHANGED -> REDEPLOY;
        };
    }
}
