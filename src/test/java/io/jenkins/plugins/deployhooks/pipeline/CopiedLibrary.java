package io.jenkins.plugins.deployhooks.pipeline;

import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import java.util.List;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.libs.LibraryRetriever;

/** The shared library in docs/examples, as it lies there, without a repository of its own. */
final class CopiedLibrary extends LibraryRetriever {
    private static final String PLACE = "docs/examples/shared-library";

    /** Makes it a global library of this Jenkins, with the name that its README says. */
    static void install() {
        LibraryConfiguration team = new LibraryConfiguration("team", new CopiedLibrary());
        team.setDefaultVersion("main");
        GlobalLibraries.get().setLibraries(List.of(team));
    }

    @Override
    public void retrieve(
            String name, String version, boolean changelog, FilePath target, Run<?, ?> run, TaskListener listener)
            throws Exception {
        retrieve(name, version, target, run, listener);
    }

    @Override
    public void retrieve(String name, String version, FilePath target, Run<?, ?> run, TaskListener listener)
            throws Exception {
        new FilePath(Repository.root().resolve(PLACE).toFile()).copyRecursiveTo("vars/*,resources/**", target);
    }
}
