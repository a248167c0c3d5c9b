package io.jenkins.plugins.deployhooks.agent.readiness;

import io.jenkins.plugins.deployhooks.engine.definition.Readiness;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;
import io.jenkins.plugins.deployhooks.engine.readiness.HttpReadiness;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import jenkins.security.MasterToSlaveCallable;

/** Waits on an agent until the app is ready (D11). Ends early where the thread of its caller is interrupted. */
public final class AskReadiness extends MasterToSlaveCallable<ReadinessAnswer, RuntimeException> {
    private static final long serialVersionUID = 1L;

    private final ArrayList<URI> urls;
    private final Duration within;
    private final Duration left;

    /**
     * What to ask.
     *
     * @param readiness the URLs and the whole limit
     * @param left what is left of the limit
     */
    public AskReadiness(Readiness readiness, Duration left) {
        this.urls = new ArrayList<>(readiness.urls());
        this.within = readiness.within();
        this.left = left;
    }

    @Override
    public ReadinessAnswer call() {
        HookEnd end = new HttpReadiness().await(new Readiness(urls, within), left, new StopRequest());
        return new ReadinessAnswer(end.state().name(), end.reason());
    }
}
