package io.jenkins.plugins.deployhooks.engine.cache.store;

import java.time.Duration;

/**
 * How much a store keeps.
 *
 * @param bytes of all archives together; {@link Long#MAX_VALUE}: any number
 * @param age since the last use after which an archive is removed
 */
public record Quota(long bytes, Duration age) {
    /** 10 GB, 30 days. */
    public static final Quota DEFAULT = new Quota(10_000_000_000L, Duration.ofDays(30));
}
