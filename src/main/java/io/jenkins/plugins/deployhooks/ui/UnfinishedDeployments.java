package io.jenkins.plugins.deployhooks.ui;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.listeners.RunListener;

/** Ends the reports of builds that ended while a deployment of theirs was going on: killed, or broken by a fault. */
@Extension
public final class UnfinishedDeployments extends RunListener<Run<?, ?>> {
    @Override
    public void onFinalized(Run<?, ?> run) {
        DeployHooksAction action = run.getAction(DeployHooksAction.class);
        if (action != null) {
            action.buildEnded();
        }
    }
}
