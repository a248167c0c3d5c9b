package io.jenkins.plugins.deployhooks.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Launcher;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.tasks.Builder;
import io.jenkins.plugins.deployhooks.freestyle.drive.EventDeployment;
import io.jenkins.plugins.deployhooks.freestyle.place.JobPlace;
import io.jenkins.plugins.deployhooks.pipeline.hook.EventForm;
import java.io.IOException;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Runs the hooks of one event where it stands, as {@code deployHooks 'preRun'} in a Pipeline. */
public final class EventHooks extends Builder {
    private final String event;

    /** @param event the name of the event */
    @DataBoundConstructor
    public EventHooks(String event) {
        this.event = Util.fixNull(event).trim();
    }

    /** The name of the event. */
    public String getEvent() {
        return event;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws IOException, InterruptedException {
        if (Jobs.refuse(this, build, listener)) {
            return false;
        }
        String fault = EventForm.fault(event);
        if (fault != null) {
            listener.error("‘" + getDescriptor().getDisplayName() + "’ " + event + ": " + fault);
            return false;
        }
        try {
            EventDeployment.run(new JobPlace(build, launcher, listener), event);
            return true;
        } catch (AbortException e) {
            listener.error(e.getMessage());
            return false;
        }
    }

    /** The builder's description. */
    @Extension
    @Symbol("deploymentEvent")
    public static final class DescriptorImpl extends PhaseDescriptor implements EventForm {
        @NonNull
        @Override
        public String getDisplayName() {
            return "Run deployment hooks of an event";
        }
    }
}
