package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.content.FileDigests;
import io.jenkins.plugins.deployhooks.pipeline.archive.JobArchives;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.apache.commons.io.FileUtils;
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
        node('a') {
            deleteDir()
            checkout scm
            withDeployLifecycle(cache: true) {
                deployHooks('build') { sh 'echo from $JOB_NAME > out' }
                deployHooks('run') { sh 'cat out' }
            }
        }
        """;

    /** What the author of a pull request may write to get at the archives of others. */
    private static final String HOSTILE = """
        node('a') {
            deleteDir()
            checkout scm
            withDeployLifecycle(cache: true, rebuild: true, app: 'shop', environment: 'production') {
                deployHooks('build') { sh 'echo hostile > out' }
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

    /** All bytes of the archives of a branch. */
    private String content(String name) throws IOException {
        List<String> digests = new ArrayList<>();
        for (Path entry : archives(name)) {
            digests.add(FileDigests.ofTexts(
                    List.of(Files.readString(entry.resolve("archive"), StandardCharsets.ISO_8859_1))));
        }
        return String.join(" ", digests);
    }

    private void builds(String name, String made) throws Exception {
        jenkins.assertLogContains("from shop/" + made, build(name));
    }

    @Test
    @Requirement("J")
    void archivesOfTheTargetAndThePrimaryBranchAreReadAndNothingOfAForkIs(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Shop.agent(rule, "a");
        try (MockSCMController git = MockSCMController.create()) {
            git.createRepository("shop", MockRepositoryFlags.FORKABLE);
            git.addFile("shop", "master", "first", "Jenkinsfile", SCRIPT.getBytes(StandardCharsets.UTF_8));
            git.setPrimaryBranch("shop", "master");
            git.cloneBranch("shop", "master", "hotfix");
            git.cloneBranch("shop", "master", "feature");
            git.openChangeRequest("shop", "hotfix", MockChangeRequestFlags.FORK);
            git.openChangeRequest("shop", "hotfix", MockChangeRequestFlags.FORK);
            git.openChangeRequest("shop", "hotfix");
            project = rule.createProject(WorkflowMultiBranchProject.class, "shop");
            BranchSource source = new BranchSource(
                    new MockSCMSource(git, "shop", new MockSCMDiscoverBranches(), new MockSCMDiscoverChangeRequests()));
            source.setStrategy(new DefaultBranchPropertyStrategy(new BranchProperty[] {new NoTriggerBranchProperty()}));
            project.getSourcesList().add(source);
            project.scheduleBuild2(0).getFuture().get();
            assertThat(order("master")).containsExactly("shop/master");
            assertThat(order("feature")).containsExactly("shop/feature", "shop/master");
            assertThat(order("CR-1")).containsExactly("shop/CR-1", "shop/hotfix", "shop/master");

            // The same tree everywhere. What a fork has built nobody else gets, and a branch is no target of the
            // primary one.
            builds("CR-1", "CR-1");
            assertThat(archives("CR-1")).hasSize(1);
            builds("hotfix", "hotfix");
            WorkflowRun master = build("master");
            assertThat(Shop.step(master, "restore")).contains("miss");
            jenkins.assertLogContains("from shop/master", master);
            builds("feature", "master");
            assertThat(archives("feature")).as("nothing new to keep").isEmpty();

            // Of several the own one is the best, then that of the target.
            builds("CR-1", "CR-1");
            builds("CR-2", "hotfix");
            builds("CR-3", "hotfix");
            FileUtils.deleteDirectory(archives("hotfix").get(0).toFile());
            builds("CR-2", "master");
            assertThat(archives("CR-2")).isEmpty();

            // Whatever a fork says of itself, it writes its own alone.
            String before = content("master");
            git.addFile("shop", "change-request/1", "hostile", "Jenkinsfile", HOSTILE.getBytes(StandardCharsets.UTF_8));
            jenkins.assertLogContains("hostile", build("CR-1"));
            assertThat(archives("CR-1")).hasSize(2);
            assertThat(content("master")).isEqualTo(before);
            assertThat(archives("hotfix")).isEmpty();
            builds("master", "master");
            builds("hotfix", "master");
        }
    }
}
