package io.jenkins.plugins.deployhooks.pipeline.lock;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.pipeline.KilledBuild;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * The controller is killed while one deployment has the lock and another one waits for it, twice: in one place the holder's
 * build began first, in the other one the waiter's, and builds are resumed in the order in which they began. What the
 * holders do ends while there is no controller, so that all four go on at once.
 */
class KilledHolderTest {
    @RegisterExtension
    private final RealJenkinsExtension real = new RealJenkinsExtension();

    @TempDir
    private Path dir;

    private static void start(JenkinsRule jenkins, String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun build(JenkinsRule jenkins, String name) {
        return Objects.requireNonNull(jenkins.jenkins.getItemByFullName(name, WorkflowJob.class))
                .getBuildByNumber(1);
    }

    private static String holder(Shop shop, String environment) {
        return shop.deployment("holder").replace("production", environment);
    }

    private static String waiter(Shop shop, String environment) {
        return "node { sh '" + shop.waitFor("begin") + "'; "
                + shop.deployment("waiter", Shop.PRODUCTION, shop.body("waiter"))
                        .replace("production", environment)
                + " }";
    }

    @Test
    @Requirement({"S25", "S56", "S57"})
    void bothGoOnAndAreNeverInsideTogether() throws Throwable {
        Shop early = new Shop(Files.createDirectories(dir.resolve("early")));
        Shop late = new Shop(Files.createDirectories(dir.resolve("late")));
        Map<String, String> scripts = Map.of(
                "early-holder", holder(early, "early"),
                "early-waiter", waiter(early, "early"),
                "late-waiter", waiter(late, "late"),
                "late-holder", holder(late, "late"));
        real.startJenkins();
        real.runRemotely(jenkins -> {
            jenkins.jenkins.setNumExecutors(8);
            start(jenkins, "early-holder", scripts.get("early-holder"));
            start(jenkins, "late-waiter", scripts.get("late-waiter"));
        });
        early.await("in holder");
        real.runRemotely(jenkins -> {
            start(jenkins, "late-holder", scripts.get("late-holder"));
            start(jenkins, "early-waiter", scripts.get("early-waiter"));
        });
        late.await("in holder");
        early.open("begin");
        late.open("begin");
        real.runRemotely(jenkins -> {
            jenkins.waitForMessage("Waiting for early-holder #1, which deploys", build(jenkins, "early-waiter"));
            jenkins.waitForMessage("Waiting for late-holder #1, which deploys", build(jenkins, "late-waiter"));
        });
        real.stopJenkinsForcibly();
        KilledBuild.forgetNewestStep(real.getHome().toPath(), "early-waiter");
        for (Shop shop : new Shop[] {early, late}) {
            shop.open("holder", "waiter", "succeeded-holder", "succeeded-waiter");
            shop.await("out holder");
        }
        real.startJenkins();
        real.runRemotely(jenkins -> {
            for (String name : new String[] {"early-holder", "early-waiter", "late-waiter", "late-holder"}) {
                jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build(jenkins, name)));
            }
        });
        for (Shop shop : new Shop[] {early, late}) {
            assertThat(shop.lines())
                    .doesNotContain(Shop.OVERLAP)
                    .containsSubsequence("in holder", "out holder", "in waiter", "out waiter")
                    .containsOnlyOnce("in holder", "in waiter", "succeeded holder", "succeeded waiter");
        }

        assertThat(real.getHome().toPath().resolve("deploy-hooks/locks")).isEmptyDirectory();
    }
}
