package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.labels.LabelAtom;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Deployments inside of other steps, and other steps inside of deployments. */
@WithJenkins
class AroundTest {
    private static JenkinsRule jenkins;

    /** A sleep that nobody else on this machine sleeps. */
    private final String sleep = "sleep 1000." + ThreadLocalRandom.current().nextInt(1_000_000, 10_000_000);

    @TempDir
    private Path dir;

    private Trail trail;

    @BeforeAll
    static void startJenkins(JenkinsRule started) throws Exception {
        jenkins = started;
        started.createOnlineSlave(new LabelAtom("agent"));
    }

    @BeforeEach
    void layTrail() {
        trail = new Trail(dir);
    }

    @Test
    void retryAroundIsANewDeployment() throws Exception {
        jenkins.buildAndAssertSuccess(Trail.job(
                jenkins,
                "int n = 0; node { " + trail.definition()
                        + "retry(2) { withDeployLifecycle { deployHooks('build') { if (n++"
                        + " == 0) { error 'once' } } } } }"));
        assertThat(trail.lines())
                .containsExactly("preBuild", "runFailed FAILED", "cleanup", "preBuild", "postBuild", "cleanup");
    }

    @Test
    void retryInsideOfABodyIsTheBodysOwn() throws Exception {
        jenkins.buildAndAssertSuccess(Trail.job(
                jenkins,
                "int n = 0; node { " + trail.definition()
                        + "withDeployLifecycle { deployHooks('build') { retry(2) { if (n++"
                        + " == 0) { error 'once' } } } } }"));
        assertThat(trail.lines()).containsExactly("preBuild", "postBuild", "cleanup");
    }

    @Test
    @Requirement("S25")
    void aTimeoutAroundStopsTheHookOnItsAgentAndIsAnswered() throws Exception {
        jenkins.buildAndAssertStatus(
                Result.ABORTED,
                Trail.job(
                        jenkins,
                        "node('agent') { " + trail.definition("preRun", sleeps())
                                + "timeout(time: 15, unit: 'SECONDS') { withDeployLifecycle { " + trail.phases()
                                + " } } }"));
        assertNothingSleeps();
        assertThat(trail.lines())
                .containsExactly("preBuild", "build", "postBuild", "preRun", "runFailed ABORTED", "cleanup");
    }

    @Test
    @Requirement("S25")
    void aTimeoutInsideOfABodyIsAFailure() throws Exception {
        jenkins.buildAndAssertStatus(
                Result.ABORTED,
                Trail.job(
                        jenkins,
                        "node { " + trail.definition()
                                + "withDeployLifecycle { deployHooks('build') { timeout(time: 1, unit:"
                                + " 'SECONDS') { sleep 300 } } } }"));
        assertThat(trail.lines()).containsExactly("preBuild", "runFailed FAILED", "cleanup");
    }

    @Test
    void catchErrorAroundLetsTheBuildGoOn() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(
                Result.UNSTABLE,
                Trail.job(
                        jenkins,
                        "node { " + trail.definition("preBuild", "exit 1") + "catchError(buildResult: 'UNSTABLE') {"
                                + " withDeployLifecycle { " + trail.phases() + " } }; echo 'it goes on' }"));
        jenkins.assertLogContains("it goes on", build);
        assertThat(trail.lines()).containsExactly("preBuild", "runFailed FAILED", "cleanup");
    }

    @Test
    void catchErrorBetweenDoesNotReviveADeployment() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(
                Result.FAILURE,
                Trail.job(
                        jenkins,
                        "node { " + trail.definition()
                                + "withDeployLifecycle { catchError { deployHooks('build') { error"
                                + " 'x' } }; deployHooks('run') { } } }"));
        jenkins.assertLogContains("the run phase cannot begin: the deployment is finished: FAILED", build);
        assertThat(trail.lines()).containsExactly("preBuild", "runFailed FAILED", "cleanup");
    }

    @Test
    @Requirement("S25")
    void failFastOfParallelBranchesIsAnAbort() throws Exception {
        jenkins.buildAndAssertStatus(
                Result.FAILURE,
                Trail.job(
                        jenkins,
                        "node('agent') { " + trail.definition("preBuild", sleeps())
                                + "parallel(failFast: true, one: { withDeployLifecycle { " + trail.phases()
                                + " } }, other: { waitUntil(quiet: true) { fileExists('" + dir.resolve("slept")
                                + "') }; error 'the other branch failed' }) }"));
        assertNothingSleeps();
        assertThat(trail.lines()).containsExactly("preBuild", "runFailed ABORTED", "cleanup");
    }

    @Test
    @Requirement({"S40", "S55"})
    void parallelTargetsHaveTheirHooksOnce() throws Exception {
        jenkins.buildAndAssertSuccess(Trail.job(
                jenkins,
                "node { " + trail.definition() + "withDeployLifecycle { deployHooks('build') { }; deployHooks('run') {"
                        + " parallel web: { " + trail.body("target") + " }, worker: { " + trail.body("target")
                        + " } } } }"));
        assertThat(trail.lines())
                .containsExactly("preBuild", "postBuild", "preRun", "target", "target", "runSucceeded", "cleanup");
    }

    @Test
    void deploymentsInParallelBranchesAreIndependent() throws Exception {
        jenkins.buildAndAssertStatus(
                Result.FAILURE,
                Trail.job(
                        jenkins,
                        "node { " + trail.definition() + "parallel good: { withDeployLifecycle(app: 'good') { "
                                + trail.phases()
                                + " } }, bad: { withDeployLifecycle(app: 'bad') { deployHooks('build') {"
                                + " error 'x' } } } }"));
        assertThat(trail.lines()).containsOnlyOnce("runSucceeded").containsOnlyOnce("runFailed FAILED");
        assertThat(trail.lines()).filteredOn("cleanup"::equals).hasSize(2);
    }

    /** A command that sleeps, beside a child in a session of its own that sleeps too; both do when there is a file {@code slept}. */
    private String sleeps() {
        return "setsid " + sleep + " & touch " + dir.resolve("slept") + "; " + sleep;
    }

    /** In the machine's table of processes; the agent is on this machine. */
    private void assertNothingSleeps() {
        assertThat(dir.resolve("slept")).exists();
        assertThat(ProcessHandle.allProcesses()
                        .map(process -> process.info().commandLine().orElse(""))
                        .filter(line -> line.contains(sleep)))
                .isEmpty();
    }
}
