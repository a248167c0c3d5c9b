package io.jenkins.plugins.deployhooks.pipeline.archive;

import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import java.time.Duration;

/** How much is kept on the controller. */
public final class ArchiveLimits {
    /** Of each job, archives and dependencies together: 10 GB, 30 days. */
    static final Quota JOB = new Quota(10_000_000_000L, Duration.ofDays(30));

    /** Of all jobs together: 50 GB. */
    static final long ALL_BYTES = 50_000_000_000L;

    /** What a stored archive leaves free on the controller's disk, which builds and logs need: 1 GB. */
    static final long FREE_BYTES = 1_000_000_000L;

    private ArchiveLimits() {}
}
