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

/** Where the definition of a Pipeline comes from, and what is said of a bad one. */
@WithJenkins
class DefinitionTest {
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

    private static final String BAD = "version: 1\nhooks:\n  preBild: echo a\n  preRun: {run: echo b, timeout: soon}\n";

    @Test
    void everyProblemAtOnceAndNothingRun() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(
                Result.FAILURE,
                Trail.job(
                        jenkins,
                        "node { writeFile file: 'deploy-hooks.yml', text: '''" + BAD + "'''; withDeployLifecycle { "
                                + trail.phases() + " } }"));
        jenkins.assertLogContains("2 problems, so nothing was run", build);
        jenkins.assertLogContains("deploy-hooks.yml:3:3", build);
        jenkins.assertLogContains("deploy-hooks.yml:4:", build);
        assertThat(trail.lines()).isEmpty();
    }

    @Test
    void argumentsAreStrongerThanTheEnvironmentAndThatIsStrongerThanTheFile() throws Exception {
        jenkins.buildAndAssertSuccess(Trail.job(
                jenkins,
                "node { " + trail.definition() + "withEnv(['''CC_PRE_BUILD_HOOK="
                        + trail.leave("preBuild of the environment")
                        + "''', '''CC_PRE_RUN_HOOK=" + trail.leave("preRun of the environment")
                        + "''']) { withDeployLifecycle(profile: 'native', hooks: [lifecycleHook(event: 'preRun', run:"
                        + " '''"
                        + trail.leave("preRun of the step") + "''')]) { " + trail.phases() + " } } }"));
        assertThat(trail.lines())
                .containsExactly(
                        "preBuild of the environment",
                        "build",
                        "postBuild",
                        "preRun of the step",
                        "run",
                        "runSucceeded",
                        "cleanup");
    }

    @Test
    @Requirement("S7")
    void aScriptThatIsNotExecutableIsAProblem() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(
                Result.FAILURE,
                Trail.job(
                        jenkins,
                        "node { writeFile file: 'ci/a.sh', text: 'true'; withDeployLifecycle(hooks:"
                                + " [lifecycleHook(event: 'preBuild', script: 'ci/a.sh'), lifecycleHook(event: 'preRun',"
                                + " script: 'ci/b.sh')]) { "
                                + trail.phases() + " } }"));
        jenkins.assertLogContains("chmod +x ci/a.sh", build);
        jenkins.assertLogContains("did you mean ci/a.sh?", build);
        assertThat(trail.lines()).isEmpty();
    }

    @Test
    void scriptsByConventionRun() throws Exception {
        jenkins.buildAndAssertSuccess(Trail.job(
                jenkins,
                "node { writeFile file: '.deploy-hooks/preRun.d/10-a', text: '''#!/bin/sh\n" + trail.leave("10")
                        + "'''; writeFile file: '.deploy-hooks/preRun.d/20-b', text: '''#!/bin/sh\n" + trail.leave("20")
                        + "'''; sh 'chmod +x .deploy-hooks/*/*'; withDeployLifecycle { " + trail.phases() + " } }"));
        assertThat(trail.lines()).containsExactly("build", "10", "20", "run");
    }

    @Test
    void anotherFileIsRead() throws Exception {
        jenkins.buildAndAssertSuccess(Trail.job(
                jenkins,
                "node { " + trail.definition() + "sh 'mkdir ops && mv deploy-hooks.yml ops/shop.yml';"
                        + " withDeployLifecycle(file: 'ops/shop.yml') { deployHooks('build') { } } }"));
        assertThat(trail.lines()).containsExactly("preBuild", "postBuild", "cleanup");
    }

    @Test
    @Requirement("S1")
    void withoutHooksOnlyTheBodiesRun() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(
                Trail.job(jenkins, "node { withDeployLifecycle { " + trail.phases() + " } }"));
        assertThat(trail.lines()).containsExactly("build", "run");
        jenkins.assertLogNotContains("[Pipeline] deployHook\n", build);
    }

    @Test
    void anEventAloneAndItsMistakes() throws Exception {
        jenkins.buildAndAssertSuccess(Trail.job(jenkins, "node { " + trail.definition() + "deployHooks 'preRun' }"));
        assertThat(trail.lines()).containsExactly("preRun");
        WorkflowRun misspelled =
                jenkins.buildAndAssertStatus(Result.FAILURE, Trail.job(jenkins, "node { deployHooks 'preRnu' }"));
        jenkins.assertLogContains("did you mean", misspelled);
        WorkflowRun lost =
                jenkins.buildAndAssertStatus(Result.FAILURE, Trail.job(jenkins, "node { deployHooks('build') { } }"));
        jenkins.assertLogContains("put it into withDeployLifecycle", lost);
    }

    @Test
    void theBranchIsAsTheRepositoryCallsItAndWhoDoesNotKnowItIsWarned() throws Exception {
        String deployment =
                "writeFile file: 'deploy-hooks.yml', text: '''version: 1\nhooks:\n  preBuild:\n    when: {branch:"
                        + " main}\n    run: |\n      " + trail.leave("main alone")
                        + "\n'''; withDeployLifecycle { "
                        + trail.phases() + " }";
        WorkflowRun known = jenkins.buildAndAssertSuccess(
                Trail.job(jenkins, "node { withEnv(['GIT_BRANCH=origin/main']) { " + deployment + " } }"));
        assertThat(trail.lines()).containsExactly("main alone", "build", "run");
        jenkins.assertLogNotContains("BRANCH_NAME and GIT_BRANCH", known);
        WorkflowRun unknown = jenkins.buildAndAssertSuccess(Trail.job(jenkins, "node { " + deployment + " }"));
        assertThat(trail.lines()).containsExactly("main alone", "build", "run", "build", "run");
        jenkins.assertLogContains("skipped: when: branch is not known", unknown);
        jenkins.assertLogContains("warning: BRANCH_NAME and GIT_BRANCH are not set", unknown);
    }

    @Test
    @Requirement({"S8", "S26"})
    void hooksSeeTheEnvironmentAndTheirDeployment() throws Exception {
        jenkins.buildAndAssertStatus(
                Result.FAILURE,
                Trail.job(
                        jenkins,
                        "node { withEnv(['GREETING=hello', 'DEPLOY_HOOK=shine']) { withDeployLifecycle(app: 'shop',"
                                + " environment: 'test', hooks: [lifecycleHook(event: 'preBuild', run: '''"
                                + trail.leave("$GREETING $DEPLOY_APP $DEPLOY_ENVIRONMENT $DEPLOY_HOOK")
                                + "'''), lifecycleHook(event: 'runFailed', run: '''"
                                + trail.leave("$DEPLOY_RESULT $DEPLOY_PHASE $DEPLOY_FAILED_HOOK") + "''')]) {"
                                + " deployHooks('build') { " + trail.body("$DEPLOY_APP")
                                + " }; deployHooks('run') { error 'x'"
                                + " } } } }"));
        assertThat(trail.lines()).containsExactly("hello shop test preBuild", "shop", "FAILED run run");
    }
}
