package io.jenkins.plugins.deployhooks.pipeline.archive;

import io.jenkins.plugins.deployhooks.agent.archive.ArchiveOrder;
import io.jenkins.plugins.deployhooks.config.ArchiveSettings;
import io.jenkins.plugins.deployhooks.config.DeployHooksConfiguration;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;

/** How much is kept on the controller, and how large an archive may be: as the administrator says now. */
final class ArchiveLimits {
    /** What an archive that is stored or kept leaves free on the controller's disk, which builds and logs need: 1 GB. */
    static final long FREE_BYTES = 1_000_000_000L;

    private ArchiveLimits() {}

    /** Of each job, archives and dependencies together. */
    static Quota job() {
        return settings().job();
    }

    /** Of all jobs together. */
    static long allBytes() {
        return settings().allBytes();
    }

    /** Of one archive. */
    static ArchiveOrder.Most most() {
        Limits limits = settings().limits();
        return new ArchiveOrder.Most(
                limits.entries(), limits.bytes(), settings().archiveFormat().extension());
    }

    private static ArchiveSettings settings() {
        return DeployHooksConfiguration.get().archiveSettings();
    }
}
