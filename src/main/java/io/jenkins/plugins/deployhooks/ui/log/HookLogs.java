package io.jenkins.plugins.deployhooks.ui.log;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.ui.view.DeploymentView;

/** The logs of the hooks of one deployment. */
public final class HookLogs {
    private final Run<?, ?> run;
    private final DeploymentView deployment;

    /** Those of {@code deployment} of {@code run}. */
    public HookLogs(Run<?, ?> run, DeploymentView deployment) {
        this.run = run;
        this.deployment = deployment;
    }

    /** The log that is called {@code name} in addresses; null: there is none. */
    @CheckForNull
    public HookLog getDynamic(String name) {
        run.checkPermission(Item.READ);
        return deployment.getSteps().stream()
                .filter(step -> name.equals(step.segment()) && step.getLogBytes() >= 0)
                .findFirst()
                .map(step -> new HookLog(run, step))
                .orElse(null);
    }
}
