package io.jenkins.plugins.deployhooks.pipeline.archive.place;

import java.io.Serializable;

/**
 * What the places of a deployment are called: saved with it, so that they are the same ones until it is over, although its job
 * is moved or deleted meanwhile.
 */
public final class KeptNames implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String domain;
    private final String project;

    /**
     * The names.
     *
     * @param domain where names of apps and environments mean the same
     * @param project whose directory on agents it shares
     */
    public KeptNames(String domain, String project) {
        this.domain = domain;
        this.project = project;
    }

    /** Where names of apps and environments mean the same. */
    public String domain() {
        return domain;
    }

    /** Whose directory on agents it shares. */
    public String project() {
        return project;
    }
}
