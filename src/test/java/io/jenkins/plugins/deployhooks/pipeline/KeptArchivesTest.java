package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.disk.Trees;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a running deployment needs is there when it needs it, whatever others do with the archives of the job. */
@WithJenkins
@Requirement("J")
class KeptArchivesTest {
    private static JenkinsRule jenkins;
    private static DumbSlave a;
    private static DumbSlave b;

    @TempDir
    private Path dir;

    private Shop shop;

    @BeforeAll
    static void startAgents(JenkinsRule rule) throws Exception {
        jenkins = rule;
        a = Shop.agent(rule, "a");
        b = Shop.agent(rule, "b");
    }

    @BeforeEach
    void openShop() throws Exception {
        shop = new Shop(jenkins, dir)
                .quiet()
                .arguments("profile: 'clever-cloud', environment: 'production', rebuild:"
                        + " params.VERSION.startsWith('new')");
        shop.job().addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("VERSION", "1")));
        shop.place(a, b);
    }

    /** A build that has done {@code step}, and waits for the agent of its run phase. */
    private WorkflowRun upTo(String step, String version) throws Exception {
        b.toComputer().setTemporaryOfflineCause(new OfflineCause.ByCLI("test"));
        shop.job().setDefinition(new CpsFlowDefinition(shop.script(), true));
        WorkflowRun run = shop.job()
                .scheduleBuild2(0, new ParametersAction(new StringParameterValue("VERSION", version)))
                .waitForStart();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> Shop.step(run, step).startsWith("SUCCEEDED"));
        return run;
    }

    private WorkflowRun goOn(Result result, WorkflowRun run) throws Exception {
        b.toComputer().setTemporaryOfflineCause(null);
        return jenkins.assertBuildStatus(result, jenkins.waitForCompletion(run));
    }

    private Path below(String name) {
        return shop.job().getRootDir().toPath().resolve("deploy-hooks").resolve(name);
    }

    private void wipe() throws Exception {
        Trees.delete(below("archives"));
        for (DumbSlave agent : new DumbSlave[] {a, b}) {
            Trees.delete(Path.of(agent.getRemoteFS(), "caches"));
        }
    }

    @Test
    @Requirement("D6")
    void aRebuildTakesNothingAwayThatAnotherBuildIsAboutToBring() throws Exception {
        WorkflowRun plain = upTo("save", "1");
        WorkflowRun rebuild = upTo("save", "new");
        WorkflowRun again = upTo("save", "new");
        assertThat(shop.archives()).as("what was rebuilt supersedes the other").hasSize(1);
        for (WorkflowRun run : new WorkflowRun[] {plain, rebuild, again}) {
            goOn(Result.SUCCESS, run);
            assertThat(Shop.step(run, "bring")).startsWith("SUCCEEDED");
        }
        assertThat(below("pinned")).isEmptyDirectory();
    }

    @Test
    @Requirement("S46")
    void whatADeploymentFromCacheHasDecidedOnStaysUntilItsEnd() throws Exception {
        goOn(Result.SUCCESS, upTo("save", "1"));
        WorkflowRun cached = upTo("restore", "1");
        wipe();
        goOn(Result.SUCCESS, cached);
        assertThat(Shop.step(cached, "bring")).startsWith("SUCCEEDED");
        assertThat(shop.news()).filteredOn(line -> line.startsWith("make")).hasSize(1);

        WorkflowRun lost = upTo("save", "1");
        wipe();
        Trees.delete(below("pinned"));
        goOn(Result.FAILURE, lost);
        assertThat(Shop.step(lost, "bring"))
                .startsWith("FAILED what the build phase has made cannot be brought here: there is no archive");
    }
}
