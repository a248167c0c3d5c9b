package io.jenkins.plugins.deployhooks.pipeline.planning;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Launcher;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.plugins.git.GitSCM;
import hudson.tasks.Shell;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.freestyle.DeploymentLifecycle;
import io.jenkins.plugins.deployhooks.freestyle.RunPhase;
import io.jenkins.plugins.deployhooks.pipeline.WithDeployLifecycleStep;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** In jobs that check out a real repository, a hook that asks for changed files is left out only if that is certain. */
@WithJenkins
@Requirement("J")
class ChangedPathsTest {
    private static final String WHATEVER = "warning: preRun/migrate: runs whatever has changed, since ";

    @TempDir
    private Path dir;

    private JenkinsRule jenkins;
    private boolean local;

    @BeforeEach
    void makeRepository(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.jenkins.setNumExecutors(3);
        local = GitSCM.ALLOW_LOCAL_CHECKOUT;
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        Files.createDirectories(repository());
        git("init", "-q", "-b", "main");
        Files.createDirectories(repository().resolve("db"));
        write("deploy-hooks.yml", """
            version: 1
            hooks:
              preRun:
                - {name: migrate, run: 'echo migrate >> %s', when: {changedPaths: ["db/**"]}}
              postBuild:
                - {name: assets, run: 'true', when: {changedPaths: ["assets/**"]}}
            """.formatted(dir.resolve("trail")));
        commit("db/1.sql", "create");
    }

    @AfterEach
    void forbid() {
        GitSCM.ALLOW_LOCAL_CHECKOUT = local;
    }

    private Path repository() {
        return dir.resolve("shop");
    }

    private void write(String path, String text) throws Exception {
        Files.writeString(repository().resolve(path), text);
    }

    private void commit(String path, String text) throws Exception {
        write(path, text);
        git("add", ".");
        git("commit", "-q", "-m", path);
    }

    private void git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@b.c"));
        command.addAll(List.of(arguments));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int status = new Launcher.LocalLauncher(TaskListener.NULL)
                .launch()
                .cmds(command)
                .pwd(repository().toFile())
                .stdout(output)
                .join();
        assertThat(status).as(output.toString(StandardCharsets.UTF_8)).isZero();
    }

    /** A deployment that waits between its phases, and fails, where there are such files. */
    private WorkflowJob pipeline() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("""
            node {
                checkout([$class: 'GitSCM', branches: [[name: 'main']], userRemoteConfigs: [[url: '%s']]])
                if (fileExists('%s/event')) {
                    deployHooks 'preRun'
                    return
                }
                withDeployLifecycle {
                    deployHooks('build') { sh 'true' }
                    sh "touch %s/at-$BUILD_NUMBER; while test -e %s/wait-$BUILD_NUMBER; do sleep 0.1; done"
                    deployHooks('run') { sh '! test -e %s/fail' }
                }
            }
            """.formatted(repository(), dir, dir, dir, dir), true));
        return job;
    }

    private void there(String name, boolean exists) throws Exception {
        if (exists) {
            Files.createFile(dir.resolve(name));
        } else {
            Files.delete(dir.resolve(name));
        }
    }

    /** Whether the hook has run since the last call. */
    private boolean migrated() throws Exception {
        return Files.deleteIfExists(dir.resolve("trail"));
    }

    private String log(Run<?, ?> build) throws Exception {
        return JenkinsRule.getLog(build);
    }

    @Test
    void aPipelineLeavesOutWhatNothingHasChangedFor() throws Exception {
        WorkflowJob job = pipeline();
        assertThat(log(jenkins.buildAndAssertSuccess(job))).contains(WHATEVER + "no successful deployment");
        assertThat(migrated()).isTrue();
        commit("readme", "2");
        WorkflowRun same = jenkins.buildAndAssertSuccess(job);
        assertThat(log(same))
                .contains("preRun/migrate (deploy-hooks.yml", "skipped: when: no changed path matches")
                .doesNotContain(WHATEVER);
        assertThat(Files.readString(same.getRootDir().toPath().resolve("deploy-hooks.json")))
                .contains("when: no changed path matches");
        assertThat(migrated()).isFalse();

        commit("db/2.sql", "alter");
        there("fail", true);
        jenkins.buildAndAssertStatus(Result.FAILURE, job);
        assertThat(migrated()).isTrue();
        there("fail", false);
        commit("readme", "3");
        jenkins.buildAndAssertSuccess(job);
        assertThat(migrated()).as("the deployment before has failed").isTrue();
        jenkins.buildAndAssertSuccess(job);
        assertThat(migrated()).isFalse();

        there("event", true);
        WorkflowRun event = jenkins.buildAndAssertSuccess(job);
        assertThat(log(event))
                .contains(WHATEVER + "the hooks of one event by itself run whatever has changed")
                .doesNotContain("postBuild/assets");
        assertThat(migrated()).isTrue();
        there("event", false);
        assertThat(log(jenkins.buildAndAssertSuccess(job)))
                .contains(WHATEVER + "no successful deployment is remembered behind which");
        assertThat(migrated()).as("hooks of single events are no deployment").isTrue();
    }

    @Test
    void whereAnotherDeploymentComesBetweenNothingIsLeftOut() throws Exception {
        WorkflowJob job = pipeline();
        jenkins.buildAndAssertSuccess(job);
        assertThat(migrated()).isTrue();
        there("wait-2", true);
        WorkflowRun slow = job.scheduleBuild2(0).waitForStart();
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(dir.resolve("at-2")));
        assertThat(log(slow)).contains("skipped: when: no changed path matches");
        commit("db/2.sql", "alter");
        jenkins.buildAndAssertSuccess(job);
        assertThat(migrated()).isTrue();
        there("wait-2", false);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(slow));
        assertThat(log(slow)).contains("came between", "no hook of the run phase is left out");
        assertThat(migrated()).isTrue();
    }

    @Test
    void aFreestyleJobDoesTheSame() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setScm(new GitSCM(repository().toString()));
        DeploymentLifecycle lifecycle = new DeploymentLifecycle();
        lifecycle.setSettings(new WithDeployLifecycleStep());
        job.getBuildWrappersList().add(lifecycle);
        job.getBuildersList().add(new RunPhase(List.of(new Shell("! test -e " + dir.resolve("fail")))));
        assertThat(log(jenkins.buildAndAssertSuccess(job))).contains(WHATEVER + "no successful deployment");
        assertThat(migrated()).isTrue();
        commit("readme", "2");
        assertThat(log(jenkins.buildAndAssertSuccess(job))).contains("skipped: when: no changed path matches");
        assertThat(migrated()).isFalse();
        commit("db/2.sql", "alter");
        there("fail", true);
        jenkins.buildAndAssertStatus(Result.FAILURE, job);
        there("fail", false);
        assertThat(migrated()).isTrue();
        commit("readme", "3");
        jenkins.buildAndAssertSuccess(job);
        assertThat(migrated()).isTrue();
        jenkins.buildAndAssertSuccess(job);
        assertThat(migrated()).isFalse();
    }
}
