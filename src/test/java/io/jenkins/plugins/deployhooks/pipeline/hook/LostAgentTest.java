package io.jenkins.plugins.deployhooks.pipeline.hook;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A controller and an agent in processes of their own; either of them goes away in the middle of a hook. */
class LostAgentTest {
    private static final String AGENT = "remote";

    @RegisterExtension
    private final RealJenkinsExtension jenkins =
            new RealJenkinsExtension().javaOptions("-Dio.jenkins.plugins.deployhooks.agentWaitSeconds=20");

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @Test
    @Requirement("S56")
    void aHookGoesOnWhileItsAgentsProcessIsKilledAndComesBack() throws Throwable {
        jenkins.startJenkins();
        agents.createAgent(jenkins, options());
        jenkins.runRemotely(LostAgentTest::startHook);
        agents.stop(jenkins, AGENT);
        jenkins.runRemotely(LostAgentTest::waitUntilLost);
        agents.start(jenkins, options());
        jenkins.runRemotely(LostAgentTest::succeededOnce);
    }

    @Test
    @Requirement("S56")
    void aHookGoesOnWhileTheControllerIsKilled() throws Throwable {
        jenkins.startJenkins();
        agents.createAgent(jenkins, options());
        jenkins.runRemotely(LostAgentTest::startHook);
        jenkins.stopJenkinsForcibly();
        jenkins.startJenkins();
        jenkins.runRemotely(LostAgentTest::succeededOnce);
    }

    @Test
    void anAgentThatDoesNotComeBackIsANamedFailure() throws Throwable {
        jenkins.startJenkins();
        agents.createAgent(jenkins, options());
        jenkins.runRemotely(LostAgentTest::startHook);
        agents.stop(jenkins, AGENT);
        jenkins.runRemotely(LostAgentTest::failedAsLost);
    }

    private static InboundAgentExtension.Options options() {
        return InboundAgentExtension.Options.newBuilder()
                .name(AGENT)
                .webSocket()
                .build();
    }

    private static void startHook(JenkinsRule rule) throws Throwable {
        WorkflowJob job = rule.createProject(WorkflowJob.class, "p");
        job.setDefinition(new CpsFlowDefinition(
                "node('remote') { deployHook(name: 'first', run: 'echo FIRST RAN');"
                        + " deployHook(name: 'quiet', run: 'echo SECOND RAN; sleep 15; echo SECOND ENDS') }",
                true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        rule.waitForMessage("SECOND RAN", run);
    }

    private static void waitUntilLost(JenkinsRule rule) throws Throwable {
        rule.waitForMessage("Its agent could not be reached", run(rule));
    }

    private static void succeededOnce(JenkinsRule rule) throws Throwable {
        WorkflowRun run = run(rule);
        rule.assertBuildStatus(Result.SUCCESS, rule.waitForCompletion(run));
        assertThat(rule.getLog(run))
                .containsOnlyOnce("\nFIRST RAN")
                .containsOnlyOnce("\nSECOND RAN")
                .containsOnlyOnce("\nSECOND ENDS");
        assertThat(Builds.logs(run)).containsOnlyOnce("\nSECOND RAN").containsOnlyOnce("\nSECOND ENDS");
    }

    private static void failedAsLost(JenkinsRule rule) throws Throwable {
        WorkflowRun run = run(rule);
        rule.assertBuildStatus(Result.FAILURE, rule.waitForCompletion(run));
        assertThat(rule.getLog(run)).contains("quiet was lost on agent remote", "It did not come back within 20s");
    }

    private static WorkflowRun run(JenkinsRule rule) {
        return Objects.requireNonNull(rule.jenkins.getItemByFullName("p", WorkflowJob.class))
                .getBuildByNumber(1);
    }
}
