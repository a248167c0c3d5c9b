package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Failures of hooks, bodies and what stands between them: exactly one answer, and the right result. */
@WithJenkins
class FailuresTest {
    private static JenkinsRule jenkins;

    @TempDir
    private Path dir;

    private Trail trail;

    @BeforeAll
    static void startJenkins(JenkinsRule started) {
        jenkins = started;
    }

    @BeforeEach
    void layTrail() {
        trail = new Trail(dir);
    }

    @ParameterizedTest
    @Requirement({"S12", "S17", "S23", "S24", "S25"})
    @CsvSource({
        "preBuild, FAILURE, 'preBuild,runFailed FAILED,cleanup'",
        "postBuild, FAILURE, 'preBuild,build,postBuild,runFailed FAILED,cleanup'",
        "preRun, FAILURE, 'preBuild,build,postBuild,preRun,runFailed FAILED,cleanup'",
        "runSucceeded, SUCCESS, 'preBuild,build,postBuild,preRun,run,runSucceeded,cleanup'",
        "cleanup, SUCCESS, 'preBuild,build,postBuild,preRun,run,runSucceeded,cleanup'",
    })
    void aFailingHookIsAnswered(String event, String result, String lines) throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(
                Result.fromString(result),
                Trail.job(
                        jenkins,
                        "node { " + trail.definition(event, "exit 3") + "withDeployLifecycle { " + trail.phases()
                                + " } }"));
        assertThat(trail.lines()).containsExactly(lines.split(","));
        jenkins.assertLogContains(event, build);
    }

    @Test
    @Requirement({"S24", "S25", "W14"})
    void aFailingBodyIsAnsweredAndAFailingAnswerHidesNothing() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(
                Result.FAILURE,
                Trail.job(
                        jenkins,
                        "node { " + trail.definition("runFailed", "exit 4")
                                + "withDeployLifecycle { deployHooks('build') { error 'the build is broken' } } }"));
        assertThat(trail.lines()).containsExactly("preBuild", "runFailed FAILED", "cleanup");
        jenkins.assertLogContains("ERROR: the build is broken", build);
    }

    @Test
    @Requirement("S25")
    void aFailureBetweenThePhasesIsAnsweredOnTheAgentOfTheLastPhase() throws Exception {
        jenkins.buildAndAssertStatus(
                Result.FAILURE,
                Trail.job(
                        jenkins,
                        "withDeployLifecycle { node { " + trail.definition() + "deployHooks('build') { "
                                + trail.body("build") + " } }; error 'between' }"));
        assertThat(trail.lines()).containsExactly("preBuild", "build", "postBuild", "runFailed FAILED", "cleanup");
    }

    @Test
    void whatIsBuiltOnlyIsCleanedUp() throws Exception {
        jenkins.buildAndAssertSuccess(Trail.job(
                jenkins, "node { " + trail.definition() + "withDeployLifecycle { deployHooks('build') { } } }"));
        assertThat(trail.lines()).containsExactly("preBuild", "postBuild", "cleanup");
    }

    @Test
    @Requirement("S33")
    void aPolicyMakesTheBuildUnstable() throws Exception {
        jenkins.buildAndAssertStatus(
                Result.UNSTABLE,
                Trail.job(
                        jenkins,
                        "node { withDeployLifecycle(hooks: [lifecycleHook(event: 'preRun', run: 'exit 1', onFailure:"
                                + " 'unstable')]) { " + trail.phases() + " } }"));
        assertThat(trail.lines()).containsExactly("build", "run");
    }

    @Test
    void aResultThatTheBodySetsIsTheDeployments() throws Exception {
        jenkins.buildAndAssertStatus(
                Result.FAILURE,
                Trail.job(
                        jenkins,
                        "node { " + trail.definition()
                                + "withDeployLifecycle { deployHooks('build') { catchError { error"
                                + " 'x' } }; deployHooks('run') { } } }"));
        assertThat(trail.lines()).containsExactly("preBuild", "runFailed FAILED", "cleanup");
    }

    @Test
    void hooksAreTriedAgain() throws Exception {
        jenkins.buildAndAssertSuccess(Trail.job(
                jenkins,
                "node { withDeployLifecycle(hooks: [lifecycleHook(event: 'preBuild', run: '''"
                        + trail.leave("$DEPLOY_ATTEMPT")
                        + "; test $DEPLOY_ATTEMPT = 3''', retries: 2, backoff: '1s')]) { "
                        + trail.phases() + " } }"));
        assertThat(trail.lines()).containsExactly("1", "2", "3", "build", "run");
    }

    @Test
    void eachPhaseRunsOnce() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(
                Result.FAILURE,
                Trail.job(
                        jenkins,
                        "node { " + trail.definition()
                                + "withDeployLifecycle { deployHooks('build') { }; deployHooks('build')" + " { } } }"));
        jenkins.assertLogContains("the build phase of this deployment has run already", build);
        assertThat(trail.lines()).containsExactly("preBuild", "postBuild", "runFailed FAILED", "cleanup");
    }
}
