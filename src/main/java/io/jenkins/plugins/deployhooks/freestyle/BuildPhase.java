package io.jenkins.plugins.deployhooks.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
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
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Builders that are left out where an archive of what they make fits. */
public final class BuildPhase extends NestedBuilders {
    /** With {@code steps} in it; null: none. */
    @DataBoundConstructor
    public BuildPhase(List<Builder> steps) {
        super(steps);
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException {
        if (Jobs.refuse(this, build, listener)) {
            return false;
        }
        JobPlace place = new JobPlace(build, launcher, listener);
        JobDeployment deployment = Deployments.of(build);
        if (deployment != null && deployment.isBuilt()) {
            listener.error("‘" + getDescriptor().getDisplayName()
                    + "’ comes after the run phase of the deployment has begun: put it before");
            return false;
        }
        if (deployment != null && !deployment.isIn(Phase.BUILD)) {
            place.say("the build phase is left out: " + deployment.reason(Phase.BUILD));
            return true;
        }
        BuildEnd end = run(place);
        if (!end.reason().isEmpty()) {
            place.say(end.reason());
        }
        return end.reason().isEmpty();
    }

    /** The builder's description. */
    @Extension
    @Symbol("deploymentBuild")
    public static final class DescriptorImpl extends PhaseDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return "Build phase";
        }
    }
}
