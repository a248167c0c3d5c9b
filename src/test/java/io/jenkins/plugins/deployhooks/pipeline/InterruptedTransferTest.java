package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Executor;
import hudson.model.Result;
import hudson.model.Slave;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.commons.io.FileUtils;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The agent goes away, or somebody aborts, in the middle of the transfer of an archive. */
@WithJenkins
class InterruptedTransferTest {
    private static JenkinsRule jenkins;
    private static DumbSlave steady;

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path dir;

    private Stalls stalls;
    private Shop shop;
    private Slave remote;

    @BeforeAll
    static void startAgent(JenkinsRule rule) throws Exception {
        jenkins = rule;
        steady = Shop.agent(rule, "steady");
    }

    @BeforeEach
    void connect() throws Exception {
        stalls = new Stalls(jenkins.getURL());
        remote = agents.createAgent(jenkins, options());
        shop = stalls.in(new Shop(jenkins, dir));
    }

    @AfterEach
    void disconnect() throws Exception {
        System.clearProperty(Stalls.WAIT);
        agents.stop(jenkins, "remote");
        forget();
        // Jenkins would give the next agent of this name the computer of the old one, whose executors are about to end.
        Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> jenkins.jenkins.getComputer("remote") == null);
        stalls.close();
    }

    /**
     * Jenkins ends, 15 s after an agent was removed, what runs on the agent of that name then, if it is away just then. In the
     * next test that would be another agent, which a test has killed for a moment.
     */
    private void forget() throws IOException {
        boolean before = ExecutorStepExecution.RemovedNodeCause.ENABLED;
        ExecutorStepExecution.RemovedNodeCause.ENABLED = false;
        try {
            jenkins.jenkins.removeNode(remote);
        } finally {
            ExecutorStepExecution.RemovedNodeCause.ENABLED = before;
        }
    }

    private InboundAgentExtension.Options options() {
        return InboundAgentExtension.Options.newBuilder()
                .name("remote")
                .tunnel(stalls.line.tunnel())
                .build();
    }

    private void kill() throws Exception {
        agents.stop("remote");
        stalls.line.release();
    }

    private void killAndStart() throws Exception {
        kill();
        agents.start(jenkins, options());
    }

    /** Jenkins leaves the executors of a killed Pipeline busy, whatever its steps are; people end them on the agent's page. */
    private void freeExecutors() {
        remote.toComputer().getExecutors().forEach(Executor::interrupt);
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> remote.toComputer().countBusy() == 0);
    }

    private WorkflowRun ends(Result result, WorkflowRun build) throws Exception {
        return jenkins.assertBuildStatus(result, jenkins.waitForCompletion(build));
    }

    @Test
    @Requirement({"S25", "S45", "S56"})
    void anAgentThatComesBackDoesItsTransferAgain() throws Exception {
        Path gate = Files.createFile(dir.resolve("gate"));
        shop.hook("preRun", "while test -e " + gate + "; do sleep 0.1; done").place(remote, remote);
        WorkflowRun saving = stalls.up(shop);
        killAndStart();
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(new Trail(dir).has("preRun remote"))
                        .as(() -> Stalls.log(saving))
                        .isTrue());
        killAndStart();
        Files.delete(gate);
        ends(Result.SUCCESS, saving);
        assertThat(shop.news())
                .containsExactly(
                        "preBuild remote",
                        "make remote",
                        "postBuild remote",
                        "preRun remote",
                        "start remote first deploy false .",
                        "runSucceeded remote");
        assertThat(Shop.step(saving, "save")).startsWith("SUCCEEDED");
        Stalls.nothingIsHalf(shop, remote, 1);

        shop.source("second").place(steady, remote);
        WorkflowRun bringing = stalls.down(shop);
        killAndStart();
        ends(Result.SUCCESS, bringing);
        assertThat(shop.news())
                .containsExactly(
                        "preBuild steady",
                        "make steady",
                        "postBuild steady",
                        "preRun remote",
                        "start remote second deploy false SUCCESS.",
                        "runSucceeded remote");
        Stalls.nothingIsHalf(shop, remote, 2);

        shop.place(remote, remote);
        FileUtils.deleteDirectory(Path.of(remote.getRemoteFS(), "caches").toFile());
        WorkflowRun restoring = stalls.down(shop);
        killAndStart();
        ends(Result.SUCCESS, restoring);
        assertThat(shop.news())
                .containsExactly(
                        "preBuild remote",
                        "preRun remote",
                        "start remote second redeploy true SUCCESS.",
                        "runSucceeded remote");
        assertThat(Shop.step(restoring, "restore")).startsWith("SUCCEEDED");
        Stalls.nothingIsHalf(shop, remote, 2);
    }

    @Test
    @Requirement("S25")
    void anAgentThatIsGoneIsANamedFailureAndNoHang() throws Exception {
        shop.place(remote, remote);
        ends(Result.SUCCESS, shop.start());
        shop.news();
        System.setProperty(Stalls.WAIT, "2");

        shop.source("second").place(remote, steady);
        WorkflowRun saving = stalls.up(shop);
        kill();
        ends(Result.FAILURE, saving);
        jenkins.assertLogContains("ERROR: save was lost on agent remote", saving);
        assertThat(shop.news()).containsExactly("preBuild remote", "make remote", "postBuild remote");
        // The agent was still packing (075); what is half there goes when it is used again, which is asked below.
        Stalls.nothingIsHalfOnTheController(shop, 1);

        agents.start(jenkins, options());
        shop.source("third").place(steady, remote);
        WorkflowRun bringing = stalls.down(shop);
        kill();
        ends(Result.FAILURE, bringing);
        jenkins.assertLogContains("ERROR: bring was lost on agent remote", bringing);
        assertThat(shop.news()).containsExactly("preBuild steady", "make steady", "postBuild steady");

        agents.start(jenkins, options());
        shop.place(remote, steady);
        WorkflowRun restoring = stalls.down(shop);
        kill();
        ends(Result.FAILURE, restoring);
        jenkins.assertLogContains("ERROR: restore was lost on agent remote", restoring);
        assertThat(shop.news()).isEmpty();
        assertThat(remote.toComputer().countBusy()).isZero();

        agents.start(jenkins, options());
        ends(Result.SUCCESS, shop.start());
        Stalls.nothingIsHalf(shop, remote, 2);
    }

    /** What is left of the transfer when somebody ends it does not pass any more. */
    private void passesNoMore(long before) {
        assertThat(stalls.passed() - before).isLessThan(Stalls.BYTES / 2);
    }

    @Test
    @Requirement({"S25", "S45"})
    void whoeverAbortsItEndsItOnBothSides() throws Exception {
        // So that no class has to be brought to the agent any more.
        shop.source("warm").place(remote, remote);
        ends(Result.SUCCESS, shop.start());
        shop.news();

        shop.source("first")
                .around("catchError(buildResult: 'UNSTABLE') { parallel failFast: true, one: { %s }, other: {"
                        + " node('steady') { sh 'while ! test -e " + dir.resolve("go")
                        + "; do sleep 0.1; done; exit 1' } } }; echo 'it goes on'")
                .place(steady, remote);
        WorkflowRun failing = stalls.down(shop);
        Files.createFile(dir.resolve("go"));
        long before = stalls.ended(failing, "bring");
        jenkins.assertLogContains("it goes on", ends(Result.UNSTABLE, failing));
        passesNoMore(before);
        assertThat(shop.news())
                .containsExactly("preBuild steady", "make steady", "postBuild steady", "runFailed remote");
        Stalls.nothingIsHalf(shop, remote, 2);

        shop.around("%s").place(remote, remote);
        WorkflowRun terminated = stalls.up(shop);
        terminated.doTerm();
        before = stalls.ended(terminated, "save");
        ends(Result.ABORTED, terminated);
        passesNoMore(before);
        assertThat(shop.news())
                .containsExactly("preBuild remote", "make remote", "postBuild remote", "runFailed remote");
        Stalls.nothingIsHalf(shop, remote, 2);

        shop.place(steady, remote);
        WorkflowRun killed = stalls.down(shop);
        killed.doKill();
        before = stalls.endedAfterKill(killed);
        ends(Result.ABORTED, killed);
        passesNoMore(before);
        Stalls.nothingIsHalf(shop, remote, 3);
        assertThat(shop.news()).containsExactly("preBuild steady", "make steady", "postBuild steady");
        freeExecutors();

        shop.place(remote, remote);
        WorkflowRun stopped = stalls.down(shop);
        stopped.doStop();
        before = stalls.ended(stopped, "restore");
        ends(Result.ABORTED, stopped);
        passesNoMore(before);
        assertThat(shop.news()).containsExactly("runFailed remote");
        Stalls.nothingIsHalf(shop, remote, 3);

        shop.around("retry(2) { timeout(activity: true, time: 10, unit: 'SECONDS') { %s } }");
        WorkflowRun again = stalls.up(shop);
        stalls.ended(again, "save");
        ends(Result.SUCCESS, again);
        assertThat(shop.news())
                .containsExactly(
                        "preBuild remote",
                        "make remote",
                        "postBuild remote",
                        "runFailed remote",
                        "preBuild remote",
                        "make remote",
                        "postBuild remote",
                        "preRun remote",
                        "start remote first deploy false ABORTED.",
                        "runSucceeded remote");
        Stalls.nothingIsHalf(shop, remote, 4);
        assertThat(remote.toComputer().countBusy()).isZero();
    }
}
