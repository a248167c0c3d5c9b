package io.jenkins.plugins.deployhooks.trust;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.Result;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import jenkins.branch.BranchProperty;
import jenkins.branch.BranchSource;
import jenkins.branch.DefaultBranchPropertyStrategy;
import jenkins.branch.NoTriggerBranchProperty;
import jenkins.scm.api.SCMFileSystem;
import jenkins.scm.impl.mock.MockChangeRequestFlags;
import jenkins.scm.impl.mock.MockRepositoryFlags;
import jenkins.scm.impl.mock.MockSCMController;
import jenkins.scm.impl.mock.MockSCMDiscoverBranches;
import jenkins.scm.impl.mock.MockSCMDiscoverChangeRequests;
import jenkins.scm.impl.mock.MockSCMSource;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jvnet.hudson.test.JenkinsRule;

/** A repository with pull requests from forks, its project, and what hooks of its builds leave in a file. */
final class ForkedShop implements Closeable {
    private static final String NAME = "shop";

    private final JenkinsRule jenkins;
    private final Path dir;
    private final MockSCMController git = MockSCMController.create();
    private WorkflowMultiBranchProject project;

    ForkedShop(JenkinsRule jenkins, Path dir) throws IOException {
        this.jenkins = jenkins;
        this.dir = dir;
        // The extension ends with this Jenkins.
        ExtensionList.lookup(SCMFileSystem.Builder.class).add(new CheckedOutFiles.Builder());
        git.createRepository(NAME, MockRepositoryFlags.FORKABLE, MockRepositoryFlags.TRUST_AWARE);
    }

    MockSCMController git() {
        return git;
    }

    void master(String path, String text) throws IOException {
        add("master", path, text);
    }

    /** Opens pull requests from forks; the names of their jobs are numbers in this order. */
    void fork(int several) throws IOException {
        for (int i = 0; i < several; i++) {
            git.openChangeRequest(NAME, "master", MockChangeRequestFlags.FORK, MockChangeRequestFlags.UNTRUSTED);
        }
    }

    void request(int number, String path, String text) throws IOException {
        add("change-request/" + number, path, text);
    }

    private void add(String branch, String path, String text) throws IOException {
        git.addFile(NAME, branch, "change " + path, path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes the project, once all is there. */
    void open() throws Exception {
        project = jenkins.createProject(WorkflowMultiBranchProject.class, NAME);
        BranchSource source = new BranchSource(
                new MockSCMSource(git, NAME, new MockSCMDiscoverBranches(), new MockSCMDiscoverChangeRequests()));
        source.setStrategy(new DefaultBranchPropertyStrategy(new BranchProperty[] {new NoTriggerBranchProperty()}));
        project.getSourcesList().add(source);
        project.scheduleBuild2(0).getFuture().get();
    }

    /** A command that leaves {@code line}. */
    String leave(String line) {
        return "echo " + line + " >> " + dir.resolve("trail");
    }

    /** The lines since they were asked for last. */
    List<String> trail() throws IOException {
        try {
            List<String> lines = Files.readAllLines(dir.resolve("trail"));
            Files.delete(dir.resolve("trail"));
            return lines;
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    WorkflowRun build(String name, Result result) throws Exception {
        WorkflowJob job = project.getItem(name);
        assertThat(job).as(name).isNotNull();
        return jenkins.buildAndAssertStatus(result, job);
    }

    @Override
    public void close() {
        git.close();
    }
}
