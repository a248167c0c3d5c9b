package io.jenkins.plugins.deployhooks.pipeline.hook;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A controller and an agent in processes of their own; one after the other goes away in the middle of a hook. */
class LostAgentTest {
    private static final String AGENT = "remote";
    private static final String WAIT = "io.jenkins.plugins.deployhooks.agentWaitSeconds";

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path dir;

    private void start(String name) throws Throwable {
        String gate = dir.resolve(name).toString();
        jenkins.runRemotely(rule -> {
            startHook(rule, name, gate);
        });
    }

    private void ends(String name) throws Throwable {
        Files.createFile(dir.resolve(name));
        jenkins.runRemotely(rule -> {
            succeededOnce(rule, name);
        });
    }

    @Test
    @Requirement("S56")
    void aHookGoesOnUnlessItsAgentStaysAway() throws Throwable {
        jenkins.startJenkins();
        agents.createAgent(jenkins, options());
        start("agent");
        agents.stop(jenkins, AGENT);
        jenkins.runRemotely(rule -> {
            rule.waitForMessage("Its agent could not be reached", run(rule, "agent"));
        });
        agents.start(jenkins, options());
        ends("agent");

        start("controller");
        jenkins.stopJenkinsForcibly();
        jenkins.startJenkins();
        ends("controller");

        start("lost");
        jenkins.runRemotely(rule -> {
            System.setProperty(WAIT, "2");
        });
        agents.stop(jenkins, AGENT);
        jenkins.runRemotely(LostAgentTest::failedAsLost);
        Files.createFile(dir.resolve("lost"));
    }

    private static InboundAgentExtension.Options options() {
        return InboundAgentExtension.Options.newBuilder()
                .name(AGENT)
                .webSocket()
                .build();
    }

    private static void startHook(JenkinsRule rule, String name, String gate) throws Throwable {
        WorkflowJob job = rule.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(
                "node('remote') { deployHook(name: 'first', run: 'echo FIRST RAN');"
                        + " deployHook(name: 'quiet', run: 'echo SECOND RAN; until test -e " + gate
                        + "; do sleep 0.2; done; echo SECOND ENDS') }",
                true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        rule.waitForMessage("SECOND RAN", run);
    }

    private static void succeededOnce(JenkinsRule rule, String name) throws Throwable {
        WorkflowRun run = run(rule, name);
        rule.assertBuildStatus(Result.SUCCESS, rule.waitForCompletion(run));
        assertThat(rule.getLog(run))
                .containsOnlyOnce("\nFIRST RAN")
                .containsOnlyOnce("\nSECOND RAN")
                .containsOnlyOnce("\nSECOND ENDS");
        assertThat(Builds.logs(run)).containsOnlyOnce("\nSECOND RAN").containsOnlyOnce("\nSECOND ENDS");
    }

    private static void failedAsLost(JenkinsRule rule) throws Throwable {
        WorkflowRun run = run(rule, "lost");
        rule.assertBuildStatus(Result.FAILURE, rule.waitForCompletion(run));
        assertThat(rule.getLog(run)).contains("quiet was lost on agent remote", "It did not come back within 2s");
    }

    private static WorkflowRun run(JenkinsRule rule, String name) {
        return Objects.requireNonNull(rule.jenkins.getItemByFullName(name, WorkflowJob.class))
                .getBuildByNumber(1);
    }
}
