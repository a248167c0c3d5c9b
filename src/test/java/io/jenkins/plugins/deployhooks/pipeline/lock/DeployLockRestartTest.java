package io.jenkins.plugins.deployhooks.pipeline.lock;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.ui.DeployHooksAction;
import java.nio.file.Path;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The controller restarts while one deployment has the lock and another one waits for it. */
class DeployLockRestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path dir;

    private static WorkflowRun start(JenkinsRule jenkins, String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun build(JenkinsRule jenkins, String name) {
        return Objects.requireNonNull(jenkins.jenkins.getItemByFullName(name, WorkflowJob.class))
                .getBuildByNumber(1);
    }

    /**
     * The other one runs until the deployment is over: Jenkins itself takes what waits for an executor for a part of the
     * build that has its saved name now, and cancels it where that build is complete (ExecutorStepExecution).
     */
    @Test
    @Requirement({"S25", "S56"})
    void aDeploymentGoesOnWhereItsJobWasRenamedAndAnotherOneHasTheOldName() throws Throwable {
        Shop shop = new Shop(dir);
        sessions.then(jenkins -> {
            WorkflowRun waiting = start(jenkins, "old", shop.deployment("waiting"));
            shop.await("in waiting");
            waiting.getParent().renameTo("new");
            start(
                    jenkins,
                    "old",
                    "node { sh '''" + shop.leave("another one") + "; " + shop.waitFor("another") + "''' }");
            shop.await("another one");
        });
        shop.open("waiting", "succeeded-waiting");
        sessions.then(jenkins -> {
            WorkflowRun waiting = build(jenkins, "new");
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(waiting));
            assertThat(waiting.getRootDir().toPath().resolve("deploy-hooks.json"))
                    .exists();
            WorkflowRun another = build(jenkins, "old");
            assertThat(another.isBuilding()).isTrue();
            assertThat(another.getAction(DeployHooksAction.class)).isNull();
            shop.open("another");
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(another));
        });
        assertThat(shop.lines()).containsExactly("in waiting", "another one", "out waiting", "succeeded waiting");
    }

    /** Builds are resumed in the order in which they began. */
    @ParameterizedTest
    @Requirement({"S56", "S57"})
    @ValueSource(booleans = {true, false})
    void theyAreNeverInsideBoth(boolean holderFirst) throws Throwable {
        Shop shop = new Shop(dir);
        String waiter = "node { sh '" + shop.waitFor("begin") + "'; "
                + shop.deployment("waiter", Shop.PRODUCTION, shop.body("waiter")) + " }";
        sessions.then(jenkins -> {
            WorkflowRun early = holderFirst ? null : start(jenkins, "waiter", waiter);
            WorkflowRun holder = start(jenkins, "holder", shop.deployment("holder"));
            shop.await("in holder");
            shop.open("begin");
            WorkflowRun waiting = holderFirst ? start(jenkins, "waiter", waiter) : early;
            jenkins.waitForMessage("Waiting for holder #1, which deploys", waiting);
            assertThat(holder.isBuilding()).isTrue();
        });
        sessions.then(jenkins -> {
            jenkins.waitForMessage("Ready to run", build(jenkins, "holder"));
            jenkins.waitForMessage("Waiting for holder #1, which deploys", build(jenkins, "waiter"));
            shop.open("holder", "waiter", "succeeded-holder", "succeeded-waiter");
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build(jenkins, "waiter")));
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build(jenkins, "holder")));
        });
        assertThat(shop.lines())
                .doesNotContain(Shop.OVERLAP)
                .containsSubsequence("in holder", "out holder", "in waiter", "out waiter");
    }
}
