package io.jenkins.plugins.deployhooks.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.tasks.ArtifactArchiver;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockBuilder;
import org.jvnet.hudson.test.TestBuilder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** How deployments in freestyle jobs end: exactly one answer, whatever fails where. All builds of a test run at once. */
@WithJenkins
class FreestyleEndsTest {
    private static JenkinsRule jenkins;
    private static DumbSlave agent;

    @TempDir
    private Path dir;

    private final List<Case> cases = new ArrayList<>();

    /** A build that was started, and what is to come of it. */
    private record Case(Shop shop, FreeStyleBuild build, Result result, String lines) {}

    private interface Making {
        Shop of(Shop shop) throws Exception;
    }

    @BeforeAll
    static void start(JenkinsRule rule, @TempDir Path agents) throws Exception {
        jenkins = rule;
        agent = Shop.agent(rule, agents);
    }

    @BeforeEach
    void none() {
        cases.clear();
    }

    private FreeStyleBuild ends(Result result, String lines, Making making) throws Exception {
        Shop shop = making.of(new Shop(jenkins, dir.resolve("shop" + cases.size())));
        shop.job().setAssignedNode(agent);
        FreeStyleBuild build = shop.start();
        cases.add(new Case(shop, build, result, lines));
        return build;
    }

    private void check() throws Exception {
        for (Case each : cases) {
            FreeStyleBuild build = jenkins.waitForCompletion(each.build());
            String log = jenkins.getLog(build);
            assertThat(each.shop().lines())
                    .as(log)
                    .isEqualTo(List.of(each.lines().split(",")));
            assertThat(build.getResult()).as(log).isEqualTo(each.result());
        }
    }

    @Test
    @Requirement({"S3", "S12", "S23", "S24", "S25"})
    void hooksThatFail() throws Exception {
        String all = "preBuild,build,postBuild,preRun,run,runSucceeded,cleanup";
        FreeStyleBuild good = ends(Result.SUCCESS, all, Shop::usual);
        FreeStyleBuild pre = ends(
                Result.FAILURE,
                "preBuild,runFailed FAILED,cleanup",
                shop -> shop.hook("preBuild", "exit 3").usual());
        ends(
                Result.FAILURE,
                "preBuild,build,postBuild,runFailed FAILED,cleanup",
                shop -> shop.hook("postBuild", "exit 3").usual());
        ends(
                Result.FAILURE,
                "preBuild,build,postBuild,preRun,runFailed FAILED,cleanup",
                shop -> shop.hook("preRun", "exit 3").usual());
        FreeStyleBuild late = ends(
                Result.SUCCESS, all, shop -> shop.hook("runSucceeded", "exit 3").usual());
        ends(
                Result.SUCCESS,
                all,
                shop -> shop.hook("cleanup", "exit 3").unanswered().usual());
        FreeStyleBuild both = ends(
                Result.FAILURE,
                "preBuild,build,runFailed FAILED,cleanup",
                shop -> shop.hook("runFailed", "exit 4").with(shop.shell("build", "exit 1")));
        FreeStyleBuild slow = ends(
                Result.FAILURE,
                "preBuild,build,postBuild,preRun,runFailed FAILED,cleanup",
                shop -> shop.define("defaults: {timeout: 2s}")
                        .hook("preRun", "sleep 300")
                        .usual());
        check();
        assertThat(Shop.outcome(good)).isEqualTo("success");
        assertThat(Shop.step(good, "rest")).isEqualTo("SUCCEEDED ");
        jenkins.assertLogContains("preBuild failed on agent agent", pre);
        assertThat(Shop.step(late, "runSucceeded")).startsWith("FAILED runSucceeded failed on agent agent");
        assertThat(Shop.report(both).path("result").path("reason").asText()).isEqualTo("‘Execute shell’ failed");
        assertThat(Shop.step(slow, "preRun")).startsWith("TIMED_OUT preRun timed out on agent agent");
        assertThat(Shop.logs(good)).contains("Launching command").contains("postBuild");
    }

    @Test
    @Requirement({"S23", "S24", "S25"})
    void buildersAndPublishersThatFail() throws Exception {
        String build = "preBuild,build,runFailed FAILED,cleanup";
        ends(Result.FAILURE, build, shop -> shop.with(shop.shell("build", "exit 1")));
        ends(Result.FAILURE, build, shop -> shop.unanswered().with(shop.shell("build", "exit 1")));
        FreeStyleBuild thrown =
                ends(Result.FAILURE, build, shop -> shop.unanswered().with(shop.shell("build"), new ThrowingBuilder()));
        ends(Result.FAILURE, build, shop -> shop.with(shop.shell("build"), new ThrowingBuilder()));
        ends(
                Result.FAILURE,
                "preBuild,runFailed FAILED,cleanup",
                shop -> shop.unanswered().hook("preBuild", "exit 3").usual());
        String run = "preBuild,build,postBuild,preRun,run,runFailed FAILED,cleanup";
        FreeStyleBuild body = ends(
                Result.FAILURE, run, shop -> shop.with(shop.shell("build"), shop.run(shop.shell("run", "exit 1"))));
        ends(
                Result.FAILURE,
                "preBuild,build,postBuild,preRun,run,rest,runFailed FAILED,cleanup",
                shop -> shop.with(shop.shell("build"), shop.run(shop.shell("run")), shop.shell("rest", "exit 1")));
        FreeStyleBuild published = ends(Result.FAILURE, run, shop -> {
            // before the answer, as the form would put it
            shop.job().getPublishersList().add(new ArtifactArchiver("nothing/here"));
            return shop.usual();
        });
        String unstable = "preBuild,build,postBuild,preRun,run,runSucceeded,cleanup";
        FreeStyleBuild shaky = ends(
                Result.UNSTABLE,
                unstable,
                shop -> shop.with(shop.shell("build"), new MockBuilder(Result.UNSTABLE), shop.run(shop.shell("run"))));
        ends(
                Result.UNSTABLE,
                unstable,
                shop -> shop.unanswered()
                        .with(shop.shell("build"), shop.run(shop.shell("run"), new MockBuilder(Result.UNSTABLE))));
        ends(Result.SUCCESS, unstable, shop -> {
            shop.job().getPublishersList().add(new DeploymentResult());
            return shop.usual();
        });
        ends(
                Result.FAILURE,
                "preBuild,one,runFailed FAILED,cleanup",
                shop -> shop.with(
                        new BuildPhase(List.of(shop.shell("one", "exit 1"))),
                        new BuildPhase(List.of(shop.shell("two"))),
                        shop.run(shop.shell("run"))));
        FreeStyleBuild built =
                ends(Result.SUCCESS, "preBuild,build,postBuild,cleanup", shop -> shop.with(shop.shell("build")));
        check();
        assertThat(Shop.report(thrown).path("result").path("reason").asText())
                .contains("‘TestBuilder’ ended with an error");
        assertThat(Shop.step(body, "run")).isEqualTo("FAILED ‘Execute shell’ failed");
        assertThat(Shop.step(published, "rest")).isEqualTo("FAILED ‘Archive the artifacts’ ended with an error");
        assertThat(Shop.outcome(shaky)).isEqualTo("unstable");
        assertThat(Shop.step(built, "runSucceeded")).isEqualTo("SKIPPED the run phase was not entered");
    }

    /** Ends as a builder does that finds its disk full. */
    private static final class ThrowingBuilder extends TestBuilder {
        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                throws IOException {
            throw new IOException("no space");
        }
    }
}
