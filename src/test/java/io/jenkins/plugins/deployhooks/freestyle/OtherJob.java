package io.jenkins.plugins.deployhooks.freestyle;

import hudson.model.AbstractProject;
import hudson.model.Descriptor;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ItemGroup;
import hudson.tasks.Publisher;
import hudson.util.DescribableList;

/** A job whose builds have no builders one after the other, as those of Maven jobs. */
final class OtherJob extends AbstractProject<FreeStyleProject, FreeStyleBuild> {
    OtherJob(ItemGroup<?> parent, String name) {
        super(parent, name);
    }

    @Override
    public DescribableList<Publisher, Descriptor<Publisher>> getPublishersList() {
        return new DescribableList<>(this);
    }

    @Override
    protected Class<FreeStyleBuild> getBuildClass() {
        return FreeStyleBuild.class;
    }

    @Override
    public boolean isFingerprintConfigured() {
        return false;
    }
}
