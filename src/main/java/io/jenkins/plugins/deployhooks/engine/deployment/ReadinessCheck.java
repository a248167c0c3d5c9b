package io.jenkins.plugins.deployhooks.engine.deployment;

import io.jenkins.plugins.deployhooks.engine.definition.Readiness;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;

/** Port: waits until a started app answers (D11). */
@FunctionalInterface
public interface ReadinessCheck {
    /**
     * Asks until every URL has answered 200, the limit is over or somebody stops it.
     *
     * @return OK; FAILED with what each silent URL answered last; or ABORTED
     */
    HookEnd await(Readiness readiness, StopRequest stop);
}
