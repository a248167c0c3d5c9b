package io.jenkins.plugins.deployhooks.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Executor;
import hudson.model.Project;
import hudson.model.Result;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.BuildStepMonitor;
import hudson.tasks.Notifier;
import hudson.tasks.Publisher;
import io.jenkins.plugins.deployhooks.freestyle.drive.Deployments;
import io.jenkins.plugins.deployhooks.freestyle.drive.JobDeployment;
import io.jenkins.plugins.deployhooks.freestyle.place.JobPlace;
import java.io.IOException;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Answers the result of the build with runSucceeded or runFailed, then cleanup, after the post-build steps before it. */
public final class DeploymentResult extends Notifier {
    /** Has nothing to be said. */
    @DataBoundConstructor
    public DeploymentResult() {
        // the deployment knows everything
    }

    @Override
    public BuildStepMonitor getRequiredMonitorService() {
        return BuildStepMonitor.NONE;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws IOException, InterruptedException {
        if (Jobs.refuse(this, build, listener)) {
            build.setResult(Result.FAILURE);
            return true;
        }
        JobPlace place = new JobPlace(build, launcher, listener);
        JobDeployment deployment = Deployments.of(build);
        if (deployment == null) {
            place.say("no deployment has begun in this build, so there is nothing to answer");
            return true;
        }
        deployment.answer(place);
        if (deployment.wasAborted()) {
            Executor executor = build.getExecutor();
            build.setResult(executor == null ? Result.ABORTED : executor.abortResult());
            if (executor != null) {
                executor.recordCauseOfInterruption(build, listener);
            }
        } else if (deployment.failure() != null) {
            build.setResult(Result.FAILURE);
        }
        return true;
    }

    /** The step's description. Comes late, so that it sees what others make of the result. */
    @Extension(ordinal = -1000)
    @Symbol("deploymentResult")
    public static final class DescriptorImpl extends BuildStepDescriptor<Publisher> {
        @Override
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return Project.class.isAssignableFrom(jobType);
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "Result of the deployment: runSucceeded or runFailed";
        }
    }
}
