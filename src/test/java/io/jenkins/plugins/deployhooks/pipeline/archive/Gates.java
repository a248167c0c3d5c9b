package io.jenkins.plugins.deployhooks.pipeline.archive;

import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import java.time.Duration;

/** Gates for tests of other packages. */
public final class Gates {
    private Gates() {}

    /** One that waits a second for what does not move. */
    public static DeploymentGate impatient(CacheStore store, DeploymentGate.Access access) {
        return new DeploymentGate(store, access, 1L << 30, Duration.ofSeconds(1));
    }
}
