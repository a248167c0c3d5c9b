package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A real controller with a real agent is killed in the middle of a deployment. */
class KilledControllerTest {
    @RegisterExtension
    private final RealJenkinsExtension jenkins =
            new RealJenkinsExtension().javaOptions("-Dio.jenkins.plugins.deployhooks.agentWaitSeconds=20");

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path dir;

    private Trail trail;

    @BeforeEach
    void layTrail() {
        trail = new Trail(dir);
    }

    private String gate() {
        return "while ! test -e " + dir.resolve("open") + "; do sleep 0.2; done";
    }

    private void killAt(String line, String script, Result result) throws Throwable {
        jenkins.startJenkins();
        agents.createAgent(
                jenkins,
                InboundAgentExtension.Options.newBuilder().name("remote").build());
        jenkins.runRemotely(rule -> {
            Trail.job(rule, script).scheduleBuild2(0).waitForStart();
        });
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> trail.has(line));
        if (script.contains("echo in the body")) {
            // Killed in the very moment in which sh starts, Jenkins starts it again: not what is tested here.
            jenkins.runRemotely(rule -> {
                WorkflowJob job = (WorkflowJob) rule.jenkins.getAllItems().get(0);
                rule.waitForMessage("in the body", job.getBuildByNumber(1));
            });
        }
        jenkins.stopJenkinsForcibly();
        Files.createFile(dir.resolve("open"));
        jenkins.startJenkins();
        String expected = result.toString();
        jenkins.runRemotely(rule -> {
            WorkflowJob job = (WorkflowJob) rule.jenkins.getAllItems().get(0);
            WorkflowRun build = job.getBuildByNumber(1);
            rule.assertBuildStatus(Result.fromString(expected), rule.waitForCompletion(build));
        });
    }

    @Test
    @Requirement({"S25", "S56"})
    void inAHook() throws Throwable {
        killAt(
                "preRun",
                "node('remote') { " + trail.definition("preRun", gate()) + "withDeployLifecycle { " + trail.phases()
                        + " } }",
                Result.SUCCESS);
        assertThat(trail.lines())
                .containsExactly("preBuild", "build", "postBuild", "preRun", "run", "runSucceeded", "cleanup");
    }

    @Test
    @Requirement({"S25", "S56"})
    void inABody() throws Throwable {
        killAt(
                "run",
                "node('remote') { " + trail.definition()
                        + "withDeployLifecycle { deployHooks('build') { }; deployHooks('run')" + " { sh '"
                        + trail.leave("run") + "; echo in the body; " + gate() + "' } } }",
                Result.SUCCESS);
        assertThat(trail.lines()).containsExactly("preBuild", "postBuild", "preRun", "run", "runSucceeded", "cleanup");
    }

    @Test
    @Requirement({"S25", "S56"})
    void inRunFailed() throws Throwable {
        killAt(
                "runFailed FAILED",
                "node('remote') { " + trail.definition("runFailed", gate())
                        + "withDeployLifecycle { deployHooks('build') { error 'the build is broken' } } }",
                Result.FAILURE);
        assertThat(trail.lines()).containsExactly("preBuild", "runFailed FAILED", "cleanup");
    }

    @Test
    @Requirement("S25")
    void anAgentThatIsGoneForGoodIsANamedFailureAndNoHang() throws Throwable {
        jenkins.startJenkins();
        agents.createAgent(
                jenkins,
                InboundAgentExtension.Options.newBuilder().name("remote").build());
        String script = "node('remote') { " + trail.definition("preRun", gate()) + "withDeployLifecycle { "
                + trail.phases() + " } }";
        jenkins.runRemotely(rule -> {
            Trail.job(rule, script).scheduleBuild2(0).waitForStart();
        });
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> trail.has("preRun"));
        agents.stop(jenkins, "remote");
        jenkins.runRemotely(rule -> {
            rule.jenkins.removeNode(rule.jenkins.getNode("remote"));
            WorkflowJob job = (WorkflowJob) rule.jenkins.getAllItems().get(0);
            WorkflowRun build = job.getBuildByNumber(1);
            rule.assertBuildStatus(Result.FAILURE, rule.waitForCompletion(build));
            rule.assertLogContains("preRun was lost on agent remote", build);
        });
        Files.createFile(dir.resolve("open"));
    }
}
