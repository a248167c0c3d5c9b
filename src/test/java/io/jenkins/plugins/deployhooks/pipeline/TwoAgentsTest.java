package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Files;
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

/** Phases on different agents. */
@WithJenkins
class TwoAgentsTest {
    private static final String WAIT = "io.jenkins.plugins.deployhooks.agentWaitSeconds";

    private static JenkinsRule jenkins;

    @TempDir
    private Path dir;

    private Trail trail;

    @BeforeAll
    static void startAgents(JenkinsRule started) throws Exception {
        jenkins = started;
        agent("first");
        agent("second");
    }

    @BeforeEach
    void layTrail() {
        trail = new Trail(dir);
    }

    @AfterEach
    void waitAsBefore() {
        System.clearProperty(WAIT);
    }

    private static DumbSlave agent(String name) throws Exception {
        DumbSlave agent = jenkins.createSlave(name, null, null);
        jenkins.waitOnline(agent);
        return agent;
    }

    private String hook(String event) {
        return "lifecycleHook(event: '" + event + "', run: '''" + trail.leave(event + " on $NODE_NAME") + "''')";
    }

    private String hooks() {
        return "hooks: [" + hook("preBuild") + ", " + hook("preRun") + ", " + hook("runSucceeded") + ", "
                + hook("runFailed") + ", " + hook("cleanup") + "]";
    }

    @Test
    @Requirement("S3")
    void eachHookRunsWhereItsPhaseRuns() throws Exception {
        jenkins.buildAndAssertSuccess(Trail.job(
                jenkins,
                "withDeployLifecycle(" + hooks() + ") { node('first') { deployHooks('build') { } }; node('second') {"
                        + " deployHooks('run') { } } }"));
        assertThat(trail.lines())
                .containsExactly(
                        "preBuild on first", "preRun on second", "runSucceeded on second", "cleanup on second");
    }

    @Test
    @Requirement("S25")
    void afterTheNodesTheAnswerRunsWhereTheLastPhaseRan() throws Exception {
        jenkins.buildAndAssertStatus(
                Result.FAILURE,
                Trail.job(
                        jenkins,
                        "withDeployLifecycle(" + hooks()
                                + ") { node('first') { deployHooks('build') { } }; node('second') {"
                                + " }; error 'between' }"));
        assertThat(trail.lines()).containsExactly("preBuild on first", "runFailed on first", "cleanup on first");
    }

    @Test
    @Requirement("S25")
    void anAgentThatIsGoneIsAWarningAndNoHang() throws Exception {
        DumbSlave third = agent("third");
        WorkflowRun build = Trail.job(
                        jenkins,
                        "withDeployLifecycle(" + hooks() + ") { node('third') { deployHooks('build') { } }; "
                                + "waitUntil(quiet: true) { node('built-in') { fileExists('" + dir.resolve("gone")
                                + "') } }; error 'between' }")
                .scheduleBuild2(0)
                .waitForStart();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> trail.has("preBuild on third"));
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> third.toComputer().isIdle());
        jenkins.disconnectSlave(third);
        System.setProperty(WAIT, "2");
        Files.createFile(dir.resolve("gone"));
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("Waiting up to 2s for it: runFailed is due there", build);
        assertThat(trail.lines()).containsExactly("preBuild on third");
    }
}
