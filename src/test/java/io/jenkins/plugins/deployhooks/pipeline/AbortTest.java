package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Aborts in every place: the running step is stopped, then exactly one answer, and the result stays ABORTED. */
@WithJenkins
class AbortTest {
    @TempDir
    private Path dir;

    private Trail trail;

    @BeforeEach
    void layTrail() {
        trail = new Trail(dir);
    }

    private static final Duration SOON = Duration.ofSeconds(60);

    private WorkflowRun start(JenkinsRule jenkins, String script) throws Exception {
        return Trail.job(jenkins, script).scheduleBuild2(0).waitForStart();
    }

    private void abortAt(String line, WorkflowRun build) throws Exception {
        Awaitility.await().atMost(SOON).until(() -> trail.has(line));
        build.doStop();
    }

    @ParameterizedTest
    @Requirement("S25")
    @CsvSource({
        "preBuild, 'preBuild,runFailed ABORTED,cleanup'",
        "postBuild, 'preBuild,build,postBuild,runFailed ABORTED,cleanup'",
        "preRun, 'preBuild,build,postBuild,preRun,runFailed ABORTED,cleanup'",
        "runSucceeded, 'preBuild,build,postBuild,preRun,run,runSucceeded,cleanup'",
        "cleanup, 'preBuild,build,postBuild,preRun,run,runSucceeded,cleanup'",
    })
    void aHook(String event, String lines, JenkinsRule jenkins) throws Exception {
        WorkflowRun build = start(
                jenkins,
                "node { " + trail.definition(event, "sleep 300") + "withDeployLifecycle { " + trail.phases() + " } }");
        abortAt(event, build);
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(trail.lines()).containsExactly(lines.split(","));
    }

    @Test
    @Requirement("S25")
    void aBody(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = start(
                jenkins,
                "node { " + trail.definition() + "withDeployLifecycle { deployHooks('build') { }; deployHooks('run') { "
                        + trail.body("run") + "; sh 'sleep 300' } } }");
        abortAt("run", build);
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(trail.lines())
                .containsExactly("preBuild", "postBuild", "preRun", "run", "runFailed ABORTED", "cleanup");
    }

    @Test
    @Requirement("S25")
    void betweenThePhasesOutsideOfANode(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = start(
                jenkins,
                "withDeployLifecycle { node { " + trail.definition() + "deployHooks('build') { }; "
                        + trail.body("between") + " }; sleep 300 }");
        abortAt("between", build);
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(trail.lines()).containsExactly("preBuild", "postBuild", "between", "runFailed ABORTED", "cleanup");
    }

    @Test
    void aSecondAbortEndsTheAnswerToo(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = start(
                jenkins,
                "node { " + trail.definition("preBuild", "sleep 300", "runFailed", "sleep 300")
                        + "withDeployLifecycle { " + trail.phases() + " } }");
        abortAt("preBuild", build);
        abortAt("runFailed ABORTED", build);
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(trail.lines()).containsExactly("preBuild", "runFailed ABORTED");
    }

    @Test
    @Requirement("S24")
    void ofTheAnswerToAFailureLeavesTheCause(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = start(
                jenkins,
                "node { " + trail.definition("runFailed", "sleep 300")
                        + "withDeployLifecycle { deployHooks('build') { error 'the build is broken' } } }");
        abortAt("runFailed FAILED", build);
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("the build is broken", build);
        assertThat(trail.lines()).containsExactly("preBuild", "runFailed FAILED", "cleanup");
    }
}
