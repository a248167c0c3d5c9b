package io.jenkins.plugins.deployhooks.pipeline.lock;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.deployhooks.pipeline.attempt.Background;

/** Hears of builds that have ended, in whatever way: what they had locked is free. */
@Extension
public final class EndedBuilds extends RunListener<Run<?, ?>> {
    @Override
    public void onCompleted(Run<?, ?> run, @NonNull TaskListener listener) {
        wake();
    }

    @Override
    public void onFinalized(Run<?, ?> run) {
        wake();
    }

    @Override
    public void onDeleted(Run<?, ?> run) {
        wake();
    }

    private static void wake() {
        // Not here: whoever tells this may hold locks of Jenkins.
        new Background().run(() -> DeployLocks.get().wakeAll());
    }
}
