package io.jenkins.plugins.deployhooks.freestyle.drive;

import hudson.EnvVars;
import hudson.Extension;
import hudson.model.EnvironmentContributor;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployhooks.freestyle.place.JobPlace;
import java.io.IOException;
import java.util.Map;

/** The variables of a deployment, among those of the build that it is in: builders see what a body sees in a Pipeline. */
@Extension
public final class BuildVariables extends EnvironmentContributor {
    /** Those of the build without those of its deployment, as a program would see them that a builder starts. */
    static EnvVars around(JobPlace place) throws IOException, InterruptedException {
        JobDeployment deployment = Deployments.of(place.build());
        EnvVars env;
        if (deployment == null) {
            env = place.build().getEnvironment(place.listener());
        } else {
            env = deployment.unseen(() -> place.build().getEnvironment(place.listener()));
        }
        env.putAll(place.build().getBuildVariables());
        // As launchers do: twice the sign of a variable is the sign itself.
        EnvVars.resolve(env);
        return env;
    }

    @Override
    public void buildEnvironmentFor(Run run, EnvVars env, TaskListener listener) {
        for (Map.Entry<String, String> variable :
                Deployments.variables((Run<?, ?>) run).entrySet()) {
            // Expanded by the build, and again by the launcher.
            env.put(variable.getKey(), variable.getValue().replace("$", "$$$$"));
        }
    }
}
