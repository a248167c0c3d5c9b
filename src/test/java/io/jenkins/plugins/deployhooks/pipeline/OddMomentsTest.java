package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Uninterruptibles;
import hudson.FilePath;
import hudson.model.Result;
import hudson.remoting.DelegatingCallable;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What happens at moments that nobody plans for. */
@WithJenkins
class OddMomentsTest {
    private static final String WAIT = "io.jenkins.plugins.deployhooks.agentWaitSeconds";

    private static JenkinsRule jenkins;

    /** The work on an agent that ends with an error; null: none does. */
    private static volatile String broken;

    /** The agent that is gone for good as soon as something is done with an archive there; null: none. */
    private static volatile DumbSlave vanishing;

    /** Opens when the archive on an agent may go on, whatever interrupts it; null: none is held up. */
    private static volatile CountDownLatch stuck;

    private static volatile boolean reached;

    @TempDir
    private Path dir;

    private Trail trail;

    @BeforeAll
    static void startAgent(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Shop.agent(rule, "a");
    }

    @BeforeEach
    void layTrail() {
        trail = new Trail(dir);
    }

    @AfterEach
    void mend() {
        broken = null;
        vanishing = null;
        stuck = null;
        System.clearProperty(WAIT);
    }

    private static WorkflowRun start(WorkflowJob job) throws Exception {
        return job.scheduleBuild2(0).waitForStart();
    }

    /** In time: nothing of this may wait for ever. */
    private static void ends(Result result, WorkflowRun build) throws Exception {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !build.isBuilding());
        jenkins.assertBuildStatus(result, build);
    }

    private String waitFor(String gate) {
        return "while ! test -e " + dir.resolve(gate) + "; do sleep 0.1; done";
    }

    /** As remoting has it where a class cannot be loaded on an agent, or there is no memory left there. */
    @TestExtension
    public static final class Errors extends FilePath.FileCallableWrapperFactory {
        @Override
        public <T> DelegatingCallable<T, IOException> wrap(DelegatingCallable<T, IOException> callable) {
            try {
                Field work = callable.getClass().getDeclaredField("callable");
                work.setAccessible(true);
                String name = work.get(callable).getClass().getSimpleName();
                if (name.equals(broken)) {
                    throw new Error("out of something");
                }
                if (vanishing != null && name.equals("ArchiveWork")) {
                    vanish();
                }
                if (stuck != null && name.equals("ArchiveWork")) {
                    reached = true;
                    Uninterruptibles.awaitUninterruptibly(stuck);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
            return callable;
        }

        /** The agent is gone when the work begins there. */
        private static void vanish() {
            try {
                vanishing
                        .toComputer()
                        .disconnect(new OfflineCause.ByCLI("gone"))
                        .get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void anErrorOfAnAgentIsAFailureAndNoHang() throws Exception {
        String script = "node('a') { writeFile file: 'source', text: ''\n withDeployLifecycle(cache: true) {"
                + " deployHooks('build') { } } }";
        broken = "LookAtTree";
        WorkflowRun unplanned = start(Trail.job(jenkins, script));
        ends(Result.FAILURE, unplanned);
        jenkins.assertLogContains("out of something", unplanned);
        broken = "ArchiveWork";
        WorkflowRun unsaved = start(Trail.job(jenkins, script));
        ends(Result.SUCCESS, unsaved);
        assertThat(Shop.step(unsaved, "save")).startsWith("FAILED out of something");
    }

    @Test
    @Requirement("S25")
    void anAgentThatIsGoneForGoodWhileItsArchiveIsMadeOrUnpackedIsANamedFailure() throws Exception {
        System.setProperty(WAIT, "2");
        DumbSlave agent = Shop.agent(jenkins, "b");
        WorkflowJob job = Trail.job(
                jenkins,
                "node('b') { writeFile file: 'source', text: 'x'\n withDeployLifecycle(cache: true) {"
                        + " deployHooks('build') { } } }");
        ends(Result.SUCCESS, start(job));
        vanishing = agent;
        WorkflowRun unpacking = start(job);
        ends(Result.FAILURE, unpacking);
        assertThat(Shop.step(unpacking, "restore"))
                .startsWith("LOST restore was lost on agent b: its agent could not be reached");
        jenkins.assertLogContains("did not come back within 2s", unpacking);
        vanishing = null;
        agent.toComputer().connect(true).get();
        job.setDefinition(new CpsFlowDefinition(
                "node('b') { writeFile file: 'source', text: 'y'\n withDeployLifecycle(cache: true, rebuild: true) {"
                        + " deployHooks('build') { } } }",
                true));
        vanishing = agent;
        WorkflowRun saving = start(job);
        ends(Result.FAILURE, saving);
        assertThat(Shop.step(saving, "save"))
                .startsWith("LOST save was lost on agent b: its agent could not be reached");
        assertThat(Shop.report(saving).path("result").path("outcome").asText()).isEqualTo("failed");
    }

    @Test
    @Requirement({"D11", "S25"})
    void aTaskThatIsEndedByForceIsStoppedAndAnsweredOnce() throws Exception {
        WorkflowJob job = Trail.job(
                jenkins,
                "node { " + trail.definition() + "sh 'echo \"readiness: {urls: [http://127.0.0.1:1/], within: 1h}\" >>"
                        + " deploy-hooks.yml'\n withDeployLifecycle { " + trail.phases() + " } }");
        WorkflowRun build = start(job);
        jenkins.waitForMessage("[deploy-hooks] Waiting up to", build);
        build.doTerm();
        ends(Result.ABORTED, build);
        assertThat(trail.lines())
                .containsExactly("preBuild", "build", "postBuild", "preRun", "run", "runFailed ABORTED", "cleanup");
        assertThat(Shop.step(build, "readiness")).startsWith("ABORTED");
        assertThat(Shop.report(build).path("result").path("outcome").asText()).isEqualTo("aborted");
    }

    /** What holds it up ends in time, and then it ends as it should: nothing is left half done behind its back. */
    @Test
    @Requirement({"D11", "S25"})
    void thatItsAgentIsGivenUpIsNoSecondAbortOfATask() throws Exception {
        stuck = new CountDownLatch(1);
        WorkflowRun build = start(Trail.job(
                jenkins,
                "node('a') { writeFile file: 'source', text: 'stuck'\n withDeployLifecycle(cache: true) {"
                        + " deployHooks('build') { } } }"));
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> reached);
        StepExecution save =
                build.getExecution().getCurrentExecutions(true).get().get(0);
        build.doStop();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> Objects.requireNonNull(save.getStatus()).startsWith("stopping"));
        save.stop(new FlowInterruptedException(Result.ABORTED, new ExecutorStepExecution.RemovedNodeTimeoutCause()));
        stuck.countDown();
        ends(Result.ABORTED, build);
        assertThat(Shop.step(build, "save")).isEqualTo("ABORTED aborted");
    }

    @Test
    @Requirement({"S25", "S56"})
    void aBuildGoesOnWhereItsJobIsRenamed() throws Exception {
        WorkflowJob job = Trail.job(
                jenkins,
                "node { " + trail.definition("preBuild", waitFor("open")) + "withDeployLifecycle { " + trail.phases()
                        + " } }");
        WorkflowRun build = start(job);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> trail.has("preBuild"));
        job.renameTo("another-name");
        Files.createFile(dir.resolve("open"));
        ends(Result.SUCCESS, build);
        assertThat(trail.lines())
                .containsExactly("preBuild", "build", "postBuild", "preRun", "run", "runSucceeded", "cleanup");
        assertThat(Shop.report(build).path("result").path("outcome").asText()).isEqualTo("success");
    }

    @Test
    @Requirement({"S47", "S50"})
    void whoLaunchedLastCountsAndNotWhoBeganLast() throws Exception {
        Path source = dir.resolve("source");
        WorkflowJob job = Trail.job(
                jenkins,
                "node { sh 'rm -rf dist; cp " + source + " src'\n"
                        + "withDeployLifecycle(profile: 'platform-sh', environment: 'production') {\n"
                        + "deployHooks('build') { sh 'mkdir -p dist; cp src dist/app; "
                        + trail.leave("make $BUILD_NUMBER")
                        + "; " + waitFor("gate-$BUILD_NUMBER") + "' }\n"
                        + "deployHooks('run') { sh '" + trail.leave("run $BUILD_NUMBER") + "' } } }");
        for (String open : new String[] {"gate-2", "gate-3", "gate-4"}) {
            Files.createFile(dir.resolve(open));
        }
        Files.writeString(source, "old");
        WorkflowRun first = start(job);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> trail.has("make 1"));
        Files.writeString(source, "other");
        ends(Result.SUCCESS, start(job));
        Files.writeString(source, "new");
        ends(Result.SUCCESS, start(job));
        Files.createFile(dir.resolve("gate-1"));
        ends(Result.SUCCESS, first);
        ends(Result.SUCCESS, start(job));
        assertThat(trail.lines())
                .filteredOn(line -> line.startsWith("run"))
                .as("the third is not what runs any more")
                .containsExactly("run 2", "run 3", "run 1", "run 4");
    }
}
