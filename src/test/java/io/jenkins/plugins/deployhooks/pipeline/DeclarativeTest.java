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
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Declarative Pipelines: steps and options, one agent and several. */
@WithJenkins
class DeclarativeTest {
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

    private String stages() {
        return "stages { stage('build') { agent any; steps { " + trail.definition() + "deployHooks('build') { "
                + trail.body("build") + " } } }; stage('run') { agent any; steps { deployHooks('run') { "
                + trail.body("run")
                + " } } } }";
    }

    @Test
    @Requirement("S3")
    void steps() throws Exception {
        jenkins.buildAndAssertSuccess(Trail.job(
                jenkins,
                "pipeline { agent any; stages { stage('deploy') { steps { " + trail.definition()
                        + "withDeployLifecycle(app: 'shop') { " + trail.phases() + " } } } } }"));
        assertThat(trail.lines())
                .containsExactly("preBuild", "build", "postBuild", "preRun", "run", "runSucceeded", "cleanup");
    }

    @Test
    @Requirement("S3")
    void optionsAroundStagesOnAgentsOfTheirOwn() throws Exception {
        jenkins.buildAndAssertSuccess(Trail.job(
                jenkins, "pipeline { agent none; options { withDeployLifecycle(app: 'shop') }; " + stages() + " }"));
        assertThat(trail.lines())
                .containsExactly("preBuild", "build", "postBuild", "preRun", "run", "runSucceeded", "cleanup");
    }

    @Test
    @Requirement("S25")
    void aFailingStageBetweenThePhasesIsAnswered() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(
                Result.FAILURE,
                Trail.job(
                        jenkins,
                        "pipeline { agent none; options { withDeployLifecycle() }; stages { stage('build') { agent"
                                + " any; steps {"
                                + trail.definition() + "deployHooks('build') { " + trail.body("build")
                                + " } } }; stage('test') { steps { error 'tests failed' } } };"
                                + " post { failure { echo 'post sees the failure' } } }"));
        jenkins.assertLogContains("post sees the failure", build);
        assertThat(trail.lines()).containsExactly("preBuild", "build", "postBuild", "runFailed FAILED", "cleanup");
    }

    @Test
    void anEventAloneIsAStep() throws Exception {
        jenkins.buildAndAssertSuccess(Trail.job(
                jenkins,
                "pipeline { agent any; stages { stage('deploy') { steps { " + trail.definition()
                        + "deployHooks 'preRun' } } } }"));
        assertThat(trail.lines()).containsExactly("preRun");
    }
}
