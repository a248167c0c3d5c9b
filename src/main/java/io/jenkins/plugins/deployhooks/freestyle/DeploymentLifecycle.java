package io.jenkins.plugins.deployhooks.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Project;
import hudson.tasks.BuildWrapper;
import hudson.tasks.BuildWrapperDescriptor;
import io.jenkins.plugins.deployhooks.freestyle.drive.JobDeployment;
import io.jenkins.plugins.deployhooks.freestyle.place.JobPlace;
import io.jenkins.plugins.deployhooks.pipeline.WithDeployLifecycleStep;
import java.io.IOException;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A deployment around the builders of a freestyle job. They are its build phase, but for those in a {@link RunPhase}. */
public final class DeploymentLifecycle extends BuildWrapper {
    /** Null: nothing differs from the defaults. */
    @CheckForNull
    private WithDeployLifecycleStep settings;

    /** A deployment of what is written elsewhere. */
    @DataBoundConstructor
    public DeploymentLifecycle() {
        // everything may be left out
    }

    /** What the deployment is told, as the arguments of {@code withDeployLifecycle}; null: nothing. */
    @CheckForNull
    public WithDeployLifecycleStep getSettings() {
        return settings;
    }

    @DataBoundSetter
    public void setSettings(@CheckForNull WithDeployLifecycleStep settings) {
        this.settings = settings == null || settings.isDefault() ? null : settings;
    }

    @CheckForNull
    @Override
    public Environment setUp(AbstractBuild build, Launcher launcher, BuildListener listener)
            throws IOException, InterruptedException {
        AbstractProject<?, ?> job = ((AbstractBuild<?, ?>) build).getProject();
        if (Jobs.refuse(this, build, listener)) {
            // An exception would let the post steps of a Maven job run whatever it says of failures.
            return null;
        }
        if (isTwice(job)) {
            listener.error("‘" + getDescriptor().getDisplayName()
                    + "’: the job has it more than once, and a build has one deployment");
            return null;
        }
        WithDeployLifecycleStep told = settings == null ? new WithDeployLifecycleStep() : settings;
        JobDeployment deployment = JobDeployment.begin(
                new JobPlace(build, launcher, listener),
                told.arguments(),
                new JobDeployment.Shape(
                        Jobs.program(build, listener),
                        Jobs.builders(job).size(),
                        job.getPublishersList().get(DeploymentResult.class) != null));
        return new Environment() {
            @Override
            public boolean tearDown(AbstractBuild ended, BuildListener log) throws IOException, InterruptedException {
                return deployment.buildersEnded();
            }
        };
    }

    private static boolean isTwice(AbstractProject<?, ?> job) {
        return job instanceof Project<?, ?> project
                && project.getBuildWrappersList()
                                .getAll(DeploymentLifecycle.class)
                                .size()
                        > 1;
    }

    /** The wrapper's description. Comes late, so that hooks see what other wrappers set. */
    @Extension(ordinal = -1000)
    @Symbol("deploymentLifecycle")
    public static final class DescriptorImpl extends BuildWrapperDescriptor {
        @Override
        public boolean isApplicable(AbstractProject<?, ?> item) {
            return Jobs.obstacle(item) == null;
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "Deployment lifecycle";
        }
    }
}
