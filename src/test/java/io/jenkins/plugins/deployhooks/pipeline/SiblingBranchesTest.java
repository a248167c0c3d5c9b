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

/** How a body ends is told by its own steps, whatever happens to the build's result beside it and before it. */
@WithJenkins
class SiblingBranchesTest {
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

    /** Steps that tell others of {@code name}. */
    private String say(String name) {
        return "sh 'touch " + dir.resolve(name) + "'\n";
    }

    /** Steps that wait until somebody has told of {@code name}. */
    private String await(String name) {
        return "waitUntil(quiet: true, initialRecurrencePeriod: 100) { fileExists('" + dir.resolve(name) + "') }\n";
    }

    private String definition() {
        return trail.definition("runSucceeded", trail.leave("succeeded $DEPLOY_RESULT"));
    }

    @Test
    @Requirement("S25")
    void aStageThatIsInItsPostChangesNothing() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, Trail.job(jenkins, """
            pipeline {
                agent any
                stages { stage('both') { parallel {
                    stage('fails') {
                        steps { %s error 'x' }
                        post { failure { %s %s } }
                    }
                    stage('deploys') {
                        steps {
                            %s
                            withDeployLifecycle {
                                deployHooks('build') { }
                                deployHooks('run') { %s %s }
                            }
                        }
                        post { always { %s } }
                    }
                } } }
            }
            """.formatted(
                await("begun"), say("post"), await("over"), definition(), say("begun"), await("post"), say("over"))));
        assertThat(trail.lines())
                .containsExactly("preBuild", "postBuild", "preRun", "runSucceeded", "succeeded SUCCESS", "cleanup");
        jenkins.assertLogContains("the build's result became FAILURE while the body ran, but none of its steps", build);
    }

    @Test
    @Requirement("S25")
    void anErrorThatAnotherBranchCatchesChangesNothing() throws Exception {
        jenkins.buildAndAssertStatus(
                Result.FAILURE,
                Trail.job(
                        jenkins,
                        "node { " + definition() + "parallel deploys: { withDeployLifecycle { deployHooks('build') { };"
                                + " deployHooks('run') { " + say("begun") + await("caught") + "} } }, other: { "
                                + await("begun") + "catchError { error 'x' }\n" + say("caught") + "} }"));
        assertThat(trail.lines()).contains("succeeded SUCCESS").doesNotContain("runFailed FAILED");
    }

    @Test
    @Requirement("S25")
    void anotherDeploymentThatIsUnstableChangesNothing() throws Exception {
        jenkins.buildAndAssertStatus(
                Result.UNSTABLE,
                Trail.job(
                        jenkins,
                        "node { " + trail.definition("runSucceeded", trail.leave("$DEPLOY_APP $DEPLOY_RESULT"))
                                + "parallel good: { withDeployLifecycle(app: 'good') { deployHooks('build') { };"
                                + " deployHooks('run') { " + say("begun") + await("unstable")
                                + "} } }, bad: { withDeployLifecycle(app: 'bad') { deployHooks('build') { "
                                + await("begun") + "unstable 'so so' }; deployHooks('run') { " + say("unstable")
                                + "} } } }"));
        assertThat(trail.lines()).contains("good SUCCESS", "bad UNSTABLE").doesNotContain("good UNSTABLE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unstable 'early'         | unstable 'here'                                       | succeeded UNSTABLE",
                "unstable 'early'         | catchError { error 'x' }                              | runFailed FAILED",
                "unstable 'early'         | catchError(buildResult: 'UNSTABLE') { error 'x' }     | succeeded UNSTABLE",
                "catchError { error 'e' } | catchError { error 'x' }                              | runFailed FAILED",
                "catchError { error 'e' } | warnError('here') { error 'x' }                       | succeeded UNSTABLE",
                "catchError { error 'e' } | parallel a: { }, b: { catchError { error 'x' } }      | runFailed FAILED",
                "catchError { error 'e' } | catchError { try { timeout(1) { error 'x' } } catch (e) { } } |"
                        + " succeeded SUCCESS",
                "catchError { error 'e' } | catchError { }                                        | succeeded SUCCESS",
                "catchError { error 'e' } | catchError(buildResult: 'SUCCESS', stageResult: 'FAILURE') { error 'x' } |"
                        + " succeeded SUCCESS",
                "catchError { error 'e' } | try { catchError(catchInterruptions: false) { error 'x' } } finally { } |"
                        + " runFailed FAILED",
                "catchError { error 'e' } | catchError { timeout(time: 1, unit: 'MILLISECONDS') { sleep 60 } } |"
                        + " runFailed FAILED",
                "catchError { error 'e' } | try { catchError { unstable 'here' } } catch (e) { } | succeeded UNSTABLE",
                "catchError { error 'e' } | try { error 'x' } catch (e) { }                       | succeeded SUCCESS",
                "echo 'nothing'           | currentBuild.result = 'FAILURE'                       | succeeded SUCCESS"
            })
    @Requirement("S25")
    void whatTheBodysOwnStepsSayCounts(String before, String inside, String end) throws Exception {
        end("node { " + before + "\n" + definition() + "parallel deploys: { withDeployLifecycle {"
                + " deployHooks('build') { }; deployHooks('run') { " + inside
                + " } } }, other: { echo 'beside' } }");
        assertThat(trail.lines()).contains(end);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "catchError { error 'e' } | catchError { error 'x' }                   | runFailed FAILED",
                "catchError { error 'e' } | unstable 'here'                            | succeeded UNSTABLE",
                "catchError { error 'e' } | echo 'nothing'                             | succeeded SUCCESS",
                "unstable 'early'         | currentBuild.result = 'FAILURE'            | runFailed FAILED",
                "echo 'nothing'           | parallel a: { currentBuild.result = 'FAILURE' }, b: { } | runFailed FAILED",
                "echo 'nothing'           | currentBuild.result = 'FAILURE'            | runFailed FAILED",
                "echo 'nothing'           | catchError { error 'x' }                   | runFailed FAILED"
            })
    @Requirement("S25")
    void withoutBranchesTheBuildsResultCountsToo(String before, String inside, String end) throws Exception {
        end("node { " + before + "\n" + definition() + "withDeployLifecycle { deployHooks('build') { };"
                + " deployHooks('run') { " + inside + " } } }");
        assertThat(trail.lines()).contains(end);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deployHook name: 'h', run: 'exit 1', onFailure: 'warn'               | succeeded SUCCESS",
                "deployHook name: 'h', run: 'exit 1', onFailure: 'unstable'           | succeeded UNSTABLE",
                "inner(\"run: 'exit 1', onFailure: 'warn'\")                           | succeeded SUCCESS",
                "inner(\"run: 'exit 1', onFailure: 'unstable'\")                       | succeeded UNSTABLE",
                "inner(\"run: 'test -e again; s=$?; touch again; exit $s', retries: 1\") | succeeded SUCCESS"
            })
    @Requirement("S24")
    void aHookInTheBodyThatOnlyWarnsIsNoReservation(String inside, String end) throws Exception {
        String nested = inside.startsWith("inner(")
                ? "dir('inner') { withDeployLifecycle(app: 'inner', hooks: [lifecycleHook(event: 'preRun', name: 'h', "
                        + inside.substring(7, inside.length() - 2) + ")]) { deployHooks('run') { } } }"
                : inside;
        end("node { unstable 'early'\n" + definition() + "withDeployLifecycle { deployHooks('build') { };"
                + " deployHooks('run') { " + nested + " } } }");
        assertThat(trail.lines()).contains(end);
    }

    private static void end(String script) throws Exception {
        jenkins.waitForCompletion(Trail.job(jenkins, script).scheduleBuild2(0).waitForStart());
    }
}
