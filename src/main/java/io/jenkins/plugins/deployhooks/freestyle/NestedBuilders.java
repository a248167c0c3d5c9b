package io.jenkins.plugins.deployhooks.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Functions;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.Action;
import hudson.model.BuildListener;
import hudson.tasks.Builder;
import io.jenkins.plugins.deployhooks.freestyle.drive.BuildEnd;
import io.jenkins.plugins.deployhooks.freestyle.place.JobPlace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A builder that holds others. Public for forms. */
public abstract class NestedBuilders extends Builder {
    /** Null: there are none. */
    @CheckForNull
    private final List<Builder> steps;

    NestedBuilders(@CheckForNull List<Builder> steps) {
        this.steps = steps == null || steps.isEmpty() ? null : new ArrayList<>(steps);
    }

    /** What stands in it. */
    public List<Builder> getSteps() {
        return steps == null ? List.of() : List.copyOf(steps);
    }

    @Override
    public boolean prebuild(AbstractBuild<?, ?> build, BuildListener listener) {
        for (Builder step : getSteps()) {
            if (!step.prebuild(build, listener)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public List<Action> getProjectActions(AbstractProject<?, ?> project) {
        List<Action> actions = new ArrayList<>();
        getSteps().forEach(step -> actions.addAll(step.getProjectActions(project)));
        return actions;
    }

    /** Runs them one after the other, up to the first that fails. */
    BuildEnd run(JobPlace place) throws InterruptedException {
        for (Builder step : getSteps()) {
            String name = "‘" + step.getDescriptor().getDisplayName() + "’";
            try {
                if (!step.perform(place.build(), place.launcher(), place.listener())) {
                    return BuildEnd.failed(name + " failed");
                }
            } catch (IOException | RuntimeException e) {
                if (e instanceof AbortException) {
                    place.listener().error(e.getMessage());
                } else {
                    Functions.printStackTrace(e, place.listener().error(name + " ended with an exception"));
                }
                return BuildEnd.failed(name + ": " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            }
        }
        return BuildEnd.OK;
    }
}
