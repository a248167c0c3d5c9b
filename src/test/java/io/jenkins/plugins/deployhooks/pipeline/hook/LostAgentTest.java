package io.jenkins.plugins.deployhooks.pipeline.hook;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.model.Node;
import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.process.stop.StopSequence;
import io.jenkins.plugins.deployhooks.pipeline.KilledBuild;
import io.jenkins.plugins.deployhooks.pipeline.attempt.RunningHook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
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
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension().javaOptions(KilledBuild.PATIENCE);

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

        String open = dir.resolve("back").toString();
        jenkins.runRemotely(rule -> {
            ExtensionList.lookup(LauncherDecorator.class).add(new Reached());
            isBeingStopped(rule, "back", "trap \"\" TERM; echo IT RUNS; " + waitFor(open));
            await(StopSequence.class, "askAndWait");
        });
        agents.stop(jenkins, AGENT);
        jenkins.runRemotely(rule -> {
            rule.waitForMessage("Its agent could not be reached", run(rule, "back"));
            Reached.TIMES.set(0);
        });
        agents.start(jenkins, options());
        jenkins.runRemotely(rule -> {
            rule.waitForMessage("The agent is back", run(rule, "back"));
        });
        Files.createFile(dir.resolve("back"));
        jenkins.runRemotely(rule -> {
            rule.assertBuildStatus(Result.ABORTED, rule.waitForCompletion(run(rule, "back")));
            assertThat(Reached.TIMES).hasValue(1);
        });

        start("lost");
        jenkins.runRemotely(rule -> {
            System.setProperty(WAIT, "2");
        });
        agents.stop(jenkins, AGENT);
        jenkins.runRemotely(LostAgentTest::failedAsLost);
        Files.createFile(dir.resolve("lost"));
        agents.start(jenkins, options());

        String again = dir.resolve("again").toString();
        jenkins.runRemotely(rule -> {
            startAgain(rule, again);
        });
        agents.stop(jenkins, AGENT);
        jenkins.runRemotely(rule -> {
            // Of the step retry: by its condition it knows that it was the agent.
            rule.waitForMessage("\nRetrying", run(rule, "again"));
        });
        Files.createFile(dir.resolve("again"));
        agents.start(jenkins, options());
        jenkins.runRemotely(rule -> {
            WorkflowRun run = run(rule, "again");
            rule.assertBuildStatus(Result.SUCCESS, rule.waitForCompletion(run));
            assertThat(rule.getLog(run).split("\nIT RUNS", -1)).hasSize(3);
        });

        String gate = dir.resolve("stopped").toString();
        jenkins.runRemotely(rule -> {
            // Its shell ends at once, and tells that; what it has started is waited for.
            isBeingStopped(
                    rule,
                    "stopped",
                    "trap \"exit 0\" TERM; (trap \"\" TERM; echo IT RUNS; " + waitFor(gate) + ") & wait");
            await(RunningHook.class, "awaitRecord");
        });
        agents.stop(jenkins, AGENT);
        jenkins.runRemotely(rule -> {
            WorkflowRun run = run(rule, "stopped");
            // An agent that tells an end is kept waiting for two minutes: this one is gone, so nobody is.
            rule.waitForMessage("Its agent could not be reached", run);
            nobodyIs(RunningHook.class, "awaitRecord");
            rule.waitForCompletion(run);
            rule.assertBuildStatus(Result.ABORTED, run);
        });
        Files.createFile(dir.resolve("stopped"));
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
                        + " deployHook(name: 'quiet', run: 'echo SECOND RAN; " + waitFor(gate)
                        + "; echo SECOND ENDS') }",
                true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        rule.waitForMessage("SECOND RAN", run);
    }

    /** A command that waits for the file {@code gate}, or for the end of the test. */
    private static String waitFor(String gate) {
        return "until test -e " + gate + " || ! test -d " + Path.of(gate).getParent() + "; do sleep 0.1; done";
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

    private static void startAgain(JenkinsRule rule, String gate) throws Exception {
        WorkflowJob job = rule.createProject(WorkflowJob.class, "again");
        job.setDefinition(new CpsFlowDefinition(
                "retry(count: 2, conditions: [agent()]) { node('remote') {"
                        + " deployHook(name: 'quiet', run: 'echo IT RUNS; " + waitFor(gate) + "') } }",
                true));
        rule.waitForMessage("IT RUNS", job.scheduleBuild2(0).waitForStart());
    }

    /** A hook with {@code command}, which says when it runs, and ends later than it is asked to. */
    private static void isBeingStopped(JenkinsRule rule, String name, String command) throws Throwable {
        WorkflowJob job = rule.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(
                "node('remote') { deployHook(name: 'slow', killGrace: '10m', run: '''" + command + "''') }", true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        rule.waitForMessage("IT RUNS", run);
        run.doStop();
    }

    /** Until a thread is in {@code method}. */
    private static void await(Class<?> type, String method) {
        Awaitility.await(method).atMost(Duration.ofMinutes(2)).until(() -> isSomebodyIn(type, method));
    }

    private static void nobodyIs(Class<?> type, String method) {
        Awaitility.await(method).atMost(Duration.ofSeconds(30)).until(() -> !isSomebodyIn(type, method));
    }

    private static boolean isSomebodyIn(Class<?> type, String method) {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getClassName().equals(type.getName())
                        && frame.getMethodName().equals(method));
    }

    /** Counts how often a step has got at an agent. */
    private static final class Reached extends LauncherDecorator {
        static final AtomicInteger TIMES = new AtomicInteger();

        @Override
        public Launcher decorate(Launcher launcher, Node node) {
            TIMES.incrementAndGet();
            return launcher;
        }
    }

    private static WorkflowRun run(JenkinsRule rule, String name) {
        return Objects.requireNonNull(rule.jenkins.getItemByFullName(name, WorkflowJob.class))
                .getBuildByNumber(1);
    }
}
