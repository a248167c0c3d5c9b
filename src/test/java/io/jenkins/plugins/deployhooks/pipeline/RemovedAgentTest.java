package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The agent of a deployment is deleted from Jenkins: a failure with a name, and nobody waits for it. */
@WithJenkins
class RemovedAgentTest {
    @TempDir
    private Path dir;

    @Test
    @Requirement("S25")
    void inAHookAndInABody(JenkinsRule jenkins) throws Exception {
        long before = ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS;
        ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS = 1000;
        try {
            Trail hook = new Trail(Files.createDirectories(dir.resolve("hook")));
            Trail body = new Trail(Files.createDirectories(dir.resolve("body")));
            String gate = "while ! test -e " + dir.resolve("open") + "; do sleep 0.2; done";
            WorkflowRun inHook = removedAt(jenkins, "preRun", hook, hook.definition("preRun", gate), hook.phases());
            WorkflowRun inBody = removedAt(
                    jenkins,
                    "build",
                    body,
                    body.definition(),
                    "deployHooks('build') { sh '''" + body.leave("build") + "; " + gate + "''' }");

            Report report = ended(jenkins, inHook);
            assertThat(report.result().failedStep()).isEqualTo("preRun");
            assertThat(report.result().reason()).contains("preRun was lost on agent");
            assertThat(states(report)).containsEntry("preRun", "LOST").containsEntry("runFailed", "LOST");
            jenkins.assertLogNotContains("Required context class", inHook);
            assertThat(hook.lines()).containsExactly("preBuild", "build", "postBuild", "preRun");

            report = ended(jenkins, inBody);
            assertThat(report.result().failedStep()).isEqualTo("build");
            // Whether the block or the step in it is the first to say so, is a matter of moments.
            assertThat(report.result().reason())
                    .contains("Jenkins has given up its agent (")
                    .containsAnyOf("Agent was removed", "Timeout waiting for agent to come back");
            assertThat(states(report)).containsEntry("build", "LOST").containsEntry("runFailed", "LOST");
            assertThat(body.lines()).containsExactly("preBuild", "build");
        } finally {
            ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS = before;
            Files.createFile(dir.resolve("open"));
        }
    }

    private static WorkflowRun removedAt(
            JenkinsRule jenkins, String line, Trail trail, String definition, String phases) throws Exception {
        DumbSlave agent = jenkins.createSlave("agent-" + line, null, null);
        jenkins.waitOnline(agent);
        WorkflowRun build = Trail.job(
                        jenkins,
                        "node('" + agent.getNodeName() + "') { " + definition + "withDeployLifecycle { " + phases
                                + " } }")
                .scheduleBuild2(0)
                .waitForStart();
        Awaitility.await(line).atMost(Duration.ofSeconds(60)).until(() -> trail.has(line));
        jenkins.disconnectSlave(agent);
        jenkins.jenkins.removeNode(agent);
        return build;
    }

    private static Report ended(JenkinsRule jenkins, WorkflowRun build) throws Exception {
        Awaitility.await(build.getFullDisplayName())
                .atMost(Duration.ofSeconds(60))
                .until(() -> !build.isBuilding());
        assertThat(build.getResult()).isIn(Result.FAILURE, Result.ABORTED);
        Path file = build.getRootDir().toPath().resolve("deploy-hooks.json");
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                ReportJson.read(Files.readString(file)).result().outcome())
                        .isEqualTo("failed"));
        return ReportJson.read(Files.readString(file));
    }

    private static Map<String, String> states(Report report) {
        return Stream.concat(report.events().stream().flatMap(event -> event.hooks().stream()), report.tasks().stream())
                .collect(Collectors.toMap(StepReport::id, step -> step.state().name()));
    }
}
