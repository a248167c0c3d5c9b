package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Items;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockFolder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What is remembered of earlier deployments: until when it is true, and where it is found. */
@WithJenkins
class OvertakenTest {
    private static JenkinsRule jenkins;

    @TempDir
    private Path dir;

    private Trail trail;

    @BeforeAll
    static void remember(JenkinsRule rule) throws Exception {
        jenkins = rule;
        rule.jenkins.setNumExecutors(4);
    }

    @BeforeEach
    void openTrail() throws Exception {
        trail = new Trail(dir);
        source("first");
    }

    private void source(String text) throws Exception {
        Files.writeString(dir.resolve("source"), text);
    }

    private List<String> news() throws Exception {
        List<String> lines = trail.lines();
        Files.deleteIfExists(dir.resolve("trail"));
        return lines;
    }

    private String checkout(String app) {
        return """
            deleteDir()
            sh 'cp %s src'
            writeFile file: 'deploy-hooks.yml', text: '''version: 1
            profile: platform-sh
            %s
            environment: production
            hooks:
              deploy: |
                %s
              post_deploy: |
                %s
            '''
            """.formatted(
                        dir.resolve("source"), app, trail.leave("deploy $DEPLOY_KIND"), trail.leave("post_deploy"));
    }

    /** A build waits between its phases where there is a file with its number. */
    private WorkflowJob job(String name, String app) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(
                """
                node {
                    %s
                    withDeployLifecycle {
                        deployHooks('build') { %s }
                        sh '''touch %s/at-$BUILD_NUMBER; while test -e %s/wait-$BUILD_NUMBER; do sleep 0.1; done'''
                        deployHooks('run') { %s }
                    }
                }
                """.formatted(checkout(app), trail.body("make"), dir, dir, trail.body("start")), true));
        return job;
    }

    private WorkflowRun build(WorkflowJob job) throws Exception {
        return jenkins.buildAndAssertSuccess(job);
    }

    @Test
    @Requirement({"S46", "S47", "S49", "S50"})
    void whatWasUnchangedIsDeployedWhereAnotherDeploymentCameBetween() throws Exception {
        WorkflowJob job = job("overtaken", "app: overtaken");
        build(job);
        assertThat(news()).containsExactly("make", "start", "deploy deploy", "post_deploy");

        Files.createFile(dir.resolve("wait-2"));
        WorkflowRun slow = job.scheduleBuild2(0).waitForStart();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(dir.resolve("at-2")));
        source("second");
        build(job);
        assertThat(news()).containsExactly("make", "start", "deploy deploy", "post_deploy");
        Files.delete(dir.resolve("wait-2"));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(slow));
        assertThat(news()).containsExactly("start", "deploy from-cache", "post_deploy");
        assertThat(Shop.report(slow).path("deployment").path("kind").asText()).isEqualTo("from-cache");
        assertThat(Shop.report(slow).path("warnings").toString()).contains("came between");
        assertThat(Shop.step(slow, "build")).isEqualTo("SKIPPED unchanged");
        jenkins.assertLogContains("warning: another deployment of the same app and environment came between", slow);

        source("first");
        build(job);
        assertThat(news()).as("nobody knows which was launched last").contains("deploy from-cache");
        build(job);
        assertThat(news()).containsExactly("post_deploy");

        WorkflowJob event = jenkins.createProject(WorkflowJob.class, "event");
        event.setDefinition(
                new CpsFlowDefinition("node {\n" + checkout("app: overtaken") + "deployHooks 'post_deploy'\n}", true));
        build(event);
        build(job);
        assertThat(news())
                .as("what comes after a deployment changes nothing of it")
                .containsExactly("post_deploy", "post_deploy");
        event.setDefinition(
                new CpsFlowDefinition("node {\n" + checkout("app: overtaken") + "deployHooks 'deploy'\n}", true));
        build(event);
        assertThat(news()).hasSize(1);
        build(job);
        assertThat(news())
                .as("the event by itself has changed what runs there")
                .containsExactly("start", "deploy from-cache", "post_deploy");
    }

    @Test
    @Requirement({"S46", "S47"})
    void aJobThatIsRenamedOrMovedFindsWhatItHasLeft() throws Exception {
        WorkflowJob job = job("before", "");
        build(job);
        assertThat(news()).contains("make", "start");

        job.renameTo("after");
        build(job);
        assertThat(news()).as("renamed").containsExactly("post_deploy");

        MockFolder folder = jenkins.createFolder("folder");
        job = Items.move(job, folder);
        assertThat(job.getFullName()).isEqualTo("folder/after");
        build(job);
        assertThat(news()).as("moved").containsExactly("post_deploy");

        WorkflowJob other = job("before", "");
        build(other);
        assertThat(news()).as("a new job of the old name has nothing of it").contains("make", "start");

        WorkflowJob inside = folder.createProject(WorkflowJob.class, "named");
        inside.setDefinition(job("template", "app: shop").getDefinition());
        build(inside);
        news();
        folder.renameTo("elsewhere");
        build(inside);
        assertThat(news())
                .as("the folder, where the name of the app means something, has another name")
                .containsExactly("post_deploy");
    }
}
