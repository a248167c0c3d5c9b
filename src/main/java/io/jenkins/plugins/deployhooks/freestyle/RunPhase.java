package io.jenkins.plugins.deployhooks.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.tasks.Builder;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.freestyle.drive.BuildEnd;
import io.jenkins.plugins.deployhooks.freestyle.drive.Deployments;
import io.jenkins.plugins.deployhooks.freestyle.drive.JobDeployment;
import io.jenkins.plugins.deployhooks.freestyle.place.JobPlace;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** The run phase of the deployment: ends the build phase, runs preRun, its builders, and what shows that the app has started. */
public final class RunPhase extends NestedBuilders {
    /** With {@code steps} in it; null: none. */
    @DataBoundConstructor
    public RunPhase(List<Builder> steps) {
        super(steps);
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws IOException, InterruptedException {
        if (Jobs.refuse(this, build, listener)) {
            return false;
        }
        JobPlace place = new JobPlace(build, launcher, listener);
        JobDeployment deployment = Deployments.of(build);
        if (deployment == null) {
            listener.error("‘" + getDescriptor().getDisplayName() + "’ is a phase of a deployment: switch on ‘"
                    + "Deployment lifecycle’ for this job");
            return false;
        }
        try {
            deployment.leaveBuild(place);
            deployment.enter(place, Phase.RUN);
            if (!deployment.isIn(Phase.RUN)) {
                place.say("the builders of the run phase are left out: " + deployment.reason(Phase.RUN));
                return true;
            }
            deployment.leaveRun(place, body(place, deployment));
            return true;
        } catch (AbortException e) {
            listener.error(e.getMessage());
            return false;
        }
    }

    private BuildEnd body(JobPlace place, JobDeployment deployment) throws IOException, InterruptedException {
        try {
            return run(place);
        } catch (InterruptedException e) {
            deployment.leaveRun(place, BuildEnd.aborted(place.build()));
            throw e;
        }
    }

    /** The builder's description. */
    @Extension
    @Symbol("deploymentRun")
    public static final class DescriptorImpl extends PhaseDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return "Run phase";
        }
    }
}
