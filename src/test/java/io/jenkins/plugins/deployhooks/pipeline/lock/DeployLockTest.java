package io.jenkins.plugins.deployhooks.pipeline.lock;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Label;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.ui.DeployHooksAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockFolder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Two deployments of one app and environment: the second one waits, and says for whom. */
@WithJenkins
@Requirement("S57")
class DeployLockTest {
    private static JenkinsRule jenkins;

    @TempDir
    private Path dir;

    private Shop shop;
    private MockFolder folder;

    @BeforeAll
    static void remember(JenkinsRule rule) throws Exception {
        jenkins = rule;
        rule.jenkins.setNumExecutors(10);
    }

    @BeforeEach
    void openShop() throws Exception {
        shop = new Shop(dir);
        folder = jenkins.createProject(
                MockFolder.class, "folder" + jenkins.jenkins.getItems().size());
    }

    private WorkflowRun start(String name, String script) throws Exception {
        WorkflowJob job = folder.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private WorkflowRun start(String name) throws Exception {
        return start(name, shop.deployment(name));
    }

    /** Another deployment, which waits for {@code holder}. */
    private WorkflowRun startWaiting(String name, WorkflowRun holder) throws Exception {
        WorkflowRun build = start(name);
        jenkins.waitForMessage(
                "Waiting for " + nameOf(holder) + ", which deploys app shop, environment production since", build);
        return build;
    }

    private static String nameOf(WorkflowRun build) {
        return build.getParent().getFullName() + " #" + build.getNumber();
    }

    private static void ends(Result result, WorkflowRun build) throws Exception {
        jenkins.assertBuildStatus(result, jenkins.waitForCompletion(build));
    }

    private static List<String> labels(WorkflowRun build) {
        return new DepthFirstScanner()
                .allNodes(build.getExecution()).stream()
                        .filter(node -> node.getDisplayFunctionName().startsWith("deployLock"))
                        .map(node -> node.getAction(LabelAction.class))
                        .map(LabelAction::getDisplayName)
                        .toList();
    }

    @Test
    void whoComesLaterWaitsInTheOrderOfComingUntilTheAppIsStarted() throws Exception {
        WorkflowRun one = start("one");
        shop.await("in one");
        WorkflowRun two = startWaiting("two", one);
        WorkflowRun three = startWaiting("three", one);
        assertThat(labels(two)).containsExactly("deployment lock: waiting for " + nameOf(one));
        assertThat(two.getExecution().getCurrentExecutions(true).get().get(0).getStatus())
                .isEqualTo("waiting for " + nameOf(one));
        assertThat(two.getAction(DeployHooksAction.class)
                        .getDeployments()
                        .get(0)
                        .getWarnings())
                .anyMatch(line -> line.startsWith("waited for " + nameOf(one)));
        shop.open("one");
        shop.await("in two");
        assertThat(one.isBuilding()).as("runSucceeded may overlap").isTrue();
        assertThat(labels(two)).containsExactly("deployment lock: waited for " + nameOf(one));
        jenkins.waitForMessage("Waiting for " + nameOf(two), three);
        shop.open("two", "three", "succeeded-one", "succeeded-two", "succeeded-three");
        ends(Result.SUCCESS, one);
        ends(Result.SUCCESS, two);
        ends(Result.SUCCESS, three);
        assertThat(labels(one)).containsExactly("deployment lock");
        assertThat(shop.lines())
                .doesNotContain(Shop.OVERLAP)
                .filteredOn(line -> line.startsWith("in "))
                .containsExactly("in one", "in two", "in three");
    }

    @Test
    void afterAnAbortTheAnswerComesFirst() throws Exception {
        WorkflowRun one = start("one");
        shop.await("in one");
        WorkflowRun two = startWaiting("two", one);
        one.doStop();
        ends(Result.ABORTED, one);
        shop.open("two", "succeeded-two");
        ends(Result.SUCCESS, two);
        assertThat(shop.lines()).containsSubsequence("in one", "ABORTED one", "answered one", "in two", "out two");
    }

    @Test
    void afterAFailureTheAnswerComesFirst() throws Exception {
        WorkflowRun one = start(
                "one",
                "node { " + shop.deployment("one", Shop.PRODUCTION, shop.body("one") + "; error 'broken'") + " }");
        shop.await("in one");
        WorkflowRun two = startWaiting("two", one);
        shop.open("one", "two", "succeeded-two");
        ends(Result.FAILURE, one);
        ends(Result.SUCCESS, two);
        assertThat(shop.lines())
                .doesNotContain(Shop.OVERLAP)
                .containsSubsequence("in one", "FAILED one", "answered one", "in two", "out two");
    }

    @Test
    void whoIsKilledOrWhoseJobIsDeletedHasNoLock() throws Exception {
        WorkflowRun one = start("one");
        shop.await("in one");
        WorkflowRun two = startWaiting("two", one);
        one.doKill();
        shop.await("in two");
        // Nobody else ends what the build has started.
        shop.open("one");
        shop.await("out one");
        WorkflowRun three = startWaiting("three", two);
        two.getParent().delete();
        shop.await("in three");
        shop.open("three", "succeeded-three");
        ends(Result.SUCCESS, three);
    }

    @Test
    @Requirement("S25")
    void whoIsAbortedWhileWaitingIsAnsweredAndGivesWay() throws Exception {
        WorkflowRun one = start("one");
        shop.await("in one");
        WorkflowRun two = startWaiting("two", one);
        WorkflowRun three = startWaiting("three", one);
        two.doStop();
        ends(Result.ABORTED, two);
        assertThat(shop.lines()).containsExactly("in one", "ABORTED two", "answered two");
        shop.open("one", "three", "succeeded-one", "succeeded-three");
        ends(Result.SUCCESS, one);
        ends(Result.SUCCESS, three);
        assertThat(shop.lines()).doesNotContain(Shop.OVERLAP, "in two");
    }

    @Test
    @Requirement("S25")
    void anEventWhoseAgentGoesAwayWhileItWaitsGivesTheLockBack() throws Exception {
        WorkflowRun one = start("one");
        shop.await("in one");
        DumbSlave agent = jenkins.createOnlineSlave(Label.get("away"));
        WorkflowRun two = start(
                "two",
                "withDeployLifecycle(" + Shop.PRODUCTION + ", hooks: [lifecycleHook(event: 'preRun', run: '"
                        + shop.leave("in two") + "')]) { catchError { node('away') { deployHooks 'preRun' } } }\n"
                        + "node { sh '" + shop.waitFor("two") + "' }");
        jenkins.waitForMessage("Waiting for " + nameOf(one), two);
        agent.toComputer().disconnect(new OfflineCause.ByCLI("away")).get();
        shop.open("one", "succeeded-one", "succeeded-three");
        ends(Result.SUCCESS, one);
        WorkflowRun three = start("three");
        shop.await("in three");
        assertThat(two.getAction(DeployHooksAction.class)
                        .getDeployments()
                        .get(0)
                        .getOutcome())
                .isEqualTo("failed");
        assertThat(two.isBuilding()).isTrue();
        shop.open("two", "three");
        ends(Result.SUCCESS, three);
        ends(Result.FAILURE, two);
        assertThat(shop.lines()).doesNotContain("in two");
    }

    @Test
    void branchesOfOneBuildGoOneAfterTheOther() throws Exception {
        shop.open("one", "two", "succeeded-one", "succeeded-two");
        ends(
                Result.SUCCESS,
                start(
                        "both",
                        "parallel one: { " + shop.deployment("one") + " }, two: { " + shop.deployment("two") + " }"));
        assertThat(shop.lines()).contains("out one", "out two").doesNotContain(Shop.OVERLAP);
    }

    @Test
    void jobsWhoseNamesHaveNoLatinLetterAreTwo() throws Exception {
        WorkflowRun one = start("\u4e00");
        shop.await("in \u4e00");
        WorkflowRun two = startWaiting("\u4e8c", one);
        shop.open("\u4e00", "\u4e8c", "succeeded-\u4e00", "succeeded-\u4e8c");
        ends(Result.SUCCESS, one);
        ends(Result.SUCCESS, two);
        assertThat(shop.lines()).doesNotContain(Shop.OVERLAP);
    }

    @Test
    void whoCannotBeServedDoesNotStandInTheWay() throws Exception {
        Path locks = jenkins.jenkins.getRootDir().toPath().resolve("deploy-hooks/locks");
        Path away = locks.resolveSibling("away");
        Files.createDirectories(locks);
        Files.move(locks, away);
        Files.createFile(locks);
        WorkflowRun one = start(
                "one",
                "node { catchError { " + shop.deployment("one", Shop.PRODUCTION, shop.body("one")) + " }\n sh '"
                        + shop.leave("failed") + "; " + shop.waitFor("one") + "' }");
        shop.await("failed");
        Files.delete(locks);
        Files.move(away, locks);
        WorkflowRun two = start("two");
        shop.await("in two");
        shop.open("one", "two", "succeeded-two");
        ends(Result.FAILURE, one);
        ends(Result.SUCCESS, two);
    }

    @Test
    void anotherEnvironmentIsNotWaitedFor() throws Exception {
        WorkflowRun one = start("one");
        shop.await("in one");
        shop.open("succeeded-two");
        String staging = shop.deployment("two").replace("production", "staging").replace(shop.body("two"), "");
        ends(Result.SUCCESS, start("two", staging));
        shop.open("one", "succeeded-one");
        ends(Result.SUCCESS, one);
    }
}
