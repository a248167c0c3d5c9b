package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.pipeline.archive.JobArchives;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import jenkins.branch.BranchProperty;
import jenkins.branch.BranchSource;
import jenkins.branch.DefaultBranchPropertyStrategy;
import jenkins.branch.NoTriggerBranchProperty;
import jenkins.scm.impl.mock.MockChangeRequestFlags;
import jenkins.scm.impl.mock.MockRepositoryFlags;
import jenkins.scm.impl.mock.MockSCMController;
import jenkins.scm.impl.mock.MockSCMDiscoverBranches;
import jenkins.scm.impl.mock.MockSCMDiscoverChangeRequests;
import jenkins.scm.impl.mock.MockSCMSource;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Branches of a multibranch project read each other's archives in an order, and write only their own. */
@WithJenkins
class BranchesTest {
    private static final String SCRIPT = """
        node {
            deleteDir()
            writeFile file: 'src', text: 'the same everywhere'
            withDeployLifecycle(cache: true) {
                deployHooks('build') { sh 'echo from $JOB_NAME > out' }
                deployHooks('run') { sh 'cat out' }
            }
        }
        """;

    private JenkinsRule jenkins;
    private WorkflowMultiBranchProject project;

    private WorkflowJob job(String name) {
        WorkflowJob job = project.getItem(name);
        assertThat(job).as(name).isNotNull();
        return job;
    }

    private List<String> order(String name) throws IOException {
        // What follows the name tells jobs of the same name apart.
        return new JobArchives(job(name))
                .scopes().stream().map(scope -> scope.split(" ")[0]).toList();
    }

    private WorkflowRun build(String name) throws Exception {
        return jenkins.buildAndAssertSuccess(job(name));
    }

    private List<Path> archives(String name) throws IOException {
        return Shop.entries(job(name).getRootDir().toPath().resolve("deploy-hooks/archives/entries"));
    }

    @Test
    @Requirement("J")
    void archivesOfTheTargetAndThePrimaryBranchAreReadAndNothingOfAForkIs(JenkinsRule rule) throws Exception {
        jenkins = rule;
        try (MockSCMController git = MockSCMController.create()) {
            git.createRepository("shop", MockRepositoryFlags.FORKABLE);
            git.addFile("shop", "master", "first", "Jenkinsfile", SCRIPT.getBytes(StandardCharsets.UTF_8));
            git.setPrimaryBranch("shop", "master");
            git.cloneBranch("shop", "master", "release");
            git.cloneBranch("shop", "master", "feature");
            git.openChangeRequest("shop", "release", MockChangeRequestFlags.FORK);
            git.openChangeRequest("shop", "release", MockChangeRequestFlags.FORK);
            project = rule.createProject(WorkflowMultiBranchProject.class, "shop");
            BranchSource source = new BranchSource(
                    new MockSCMSource(git, "shop", new MockSCMDiscoverBranches(), new MockSCMDiscoverChangeRequests()));
            source.setStrategy(new DefaultBranchPropertyStrategy(new BranchProperty[] {new NoTriggerBranchProperty()}));
            project.getSourcesList().add(source);
            project.scheduleBuild2(0).getFuture().get();

            assertThat(order("master")).containsExactly("shop/master");
            assertThat(order("feature")).containsExactly("shop/feature", "shop/master");
            assertThat(order("CR-1")).containsExactly("shop/CR-1", "shop/release", "shop/master");

            // What a fork has built nobody else gets.
            build("CR-1");
            assertThat(archives("CR-1")).hasSize(1);
            WorkflowRun master = build("master");
            assertThat(Shop.step(master, "restore")).contains("miss");
            jenkins.assertLogContains("from shop/master", master);

            WorkflowRun feature = build("feature");
            jenkins.assertLogContains("from shop/master", feature);
            assertThat(archives("feature")).as("nothing new to keep").isEmpty();

            // Of several the own one is the best.
            jenkins.assertLogContains("from shop/CR-1", build("CR-1"));
            WorkflowRun other = build("CR-2");
            jenkins.assertLogContains("from shop/master", other);
            assertThat(archives("CR-2")).isEmpty();
        }
    }
}
