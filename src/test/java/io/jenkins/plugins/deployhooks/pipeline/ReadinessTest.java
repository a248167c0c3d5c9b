package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import io.jenkins.plugins.deployhooks.ui.DeployHooksAction;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The deployment waits for its app after the body of the run phase. */
@WithJenkins
@Requirement("D11")
class ReadinessTest {
    private static JenkinsRule jenkins;

    @TempDir
    private Path dir;

    private Trail trail;
    private App app;

    @BeforeAll
    static void remember(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void startApp() throws Exception {
        trail = new Trail(dir);
        app = new App();
    }

    @AfterEach
    void stopApp() {
        app.close();
    }

    private WorkflowRun start(String node, String within) throws Exception {
        return Trail.job(
                        jenkins,
                        "node('" + node + "') { "
                                + app.in(
                                        trail.definition("runFailed", "echo \"told: $DEPLOY_REASON\" >> reason"),
                                        within)
                                + "try { withDeployLifecycle { " + trail.phases()
                                + " } } finally { if (fileExists('reason')) { echo readFile('reason') } } }")
                .scheduleBuild2(0)
                .waitForStart();
    }

    private static void waitFor(int questions, App app) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> app.questions.get() >= questions);
    }

    @Test
    @Requirement("S59")
    void whatFollowsComesAfterTheApp() throws Exception {
        WorkflowRun build = start("built-in", "5m");
        waitFor(2, app);
        assertThat(trail.lines()).doesNotContain("runSucceeded");
        app.ready();
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
        assertThat(trail.lines())
                .containsExactly("preBuild", "build", "postBuild", "preRun", "run", "runSucceeded", "cleanup");
        jenkins.assertLogContains("asked from agent built-in", build);
        assertThat(build.getAction(DeployHooksAction.class)
                        .getDeployments()
                        .get(0)
                        .report()
                        .tasks())
                .filteredOn(task -> task.id().equals("readiness"))
                .extracting(StepReport::state)
                .containsExactly(StepReport.State.SUCCEEDED);
    }

    @Test
    @Requirement("S25")
    void anAppThatIsNeverReadyIsAFailure() throws Exception {
        WorkflowRun build = start("built-in", "1s");
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        assertThat(trail.lines())
                .containsExactly("preBuild", "build", "postBuild", "preRun", "run", "runFailed FAILED", "cleanup");
        String why = "failed starting: the app was not ready within 1s: " + app.url() + " said 503";
        jenkins.assertLogContains("told: " + why, build);
        jenkins.assertLogContains("ERROR: " + why, build);
    }

    @Test
    @Requirement("S25")
    void theWaitCanBeAborted() throws Exception {
        WorkflowRun build = start("built-in", "1h");
        waitFor(1, app);
        build.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(trail.lines())
                .containsExactly("preBuild", "build", "postBuild", "preRun", "run", "runFailed ABORTED", "cleanup");
    }

    @Test
    void anAgentThatComesBackAsksAgain() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();
        WorkflowRun build = start(agent.getNodeName(), "1h");
        waitFor(1, app);
        agent.toComputer().disconnect(new OfflineCause.ByCLI("a test")).get();
        jenkins.waitForMessage("for the agent: its agent could not be reached", build);
        app.ready();
        agent.toComputer().connect(true).get();
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("asked from agent " + agent.getNodeName(), build);
    }
}
