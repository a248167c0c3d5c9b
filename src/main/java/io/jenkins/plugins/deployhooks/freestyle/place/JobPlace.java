package io.jenkins.plugins.deployhooks.freestyle.place;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.BuildableItemWithBuildWrappers;
import hudson.model.Node;
import hudson.tasks.BuildWrapper;
import java.io.IOException;

/**
 * Where the builders of a build run.
 *
 * @param build the build
 * @param launcher as it was given to a builder
 * @param listener the log of the build
 */
public record JobPlace(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener) {
    /** Writes a line into the log of the build. */
    public void say(String line) {
        listener.getLogger().println("[deploy-hooks] " + line);
    }

    /** The workspace as it is reachable now; null: its agent is not there. */
    @CheckForNull
    public FilePath workspace() {
        return build.getWorkspace();
    }

    /** A launcher for the agent as it is reachable now: after a reconnection the one that builders were given is of no use. */
    @CheckForNull
    Launcher reachable() throws IOException, InterruptedException {
        FilePath workspace = workspace();
        if (workspace == null || workspace.getChannel() == launcher.getChannel()) {
            return workspace == null ? null : launcher;
        }
        Node node = build.getBuiltOn();
        Launcher fresh = node == null ? null : node.createLauncher(listener);
        if (fresh != null && build.getProject() instanceof BuildableItemWithBuildWrappers item) {
            for (BuildWrapper wrapper : item.getBuildWrappersList()) {
                fresh = wrapper.decorateLauncher(build, fresh, listener);
            }
        }
        return fresh;
    }
}
