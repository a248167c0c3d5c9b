package io.jenkins.plugins.deployhooks.freestyle;

import hudson.model.AbstractProject;
import hudson.model.Descriptor;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import java.util.List;

/** Describes a builder of ours, with the builders that may stand in it. Public for forms. */
public abstract class PhaseDescriptor extends BuildStepDescriptor<Builder> {
    @Override
    public boolean isApplicable(Class<? extends AbstractProject> jobType) {
        return hudson.model.Project.class.isAssignableFrom(jobType);
    }

    /** All builders but phases: those stand beside each other. */
    public List<Descriptor<Builder>> getStepsDescriptors() {
        return Builder.all().stream()
                .filter(descriptor -> !(descriptor instanceof PhaseDescriptor) || descriptor.clazz == EventHooks.class)
                .toList();
    }
}
