package io.jenkins.plugins.deployhooks.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.EnvironmentContributor;
import hudson.model.FreeStyleBuild;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import hudson.tasks.BuildWrapper;
import hudson.tasks.BuildWrapperDescriptor;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestBuilder;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Freestyle deployments whose app does not start, whose agent goes away, whose answer is interrupted; and what keys leave out. */
@WithJenkins
class FreestyleTroubleTest {
    private static final String WAIT = "io.jenkins.plugins.deployhooks.agentWaitSeconds";

    /** How often the last answer of a job's builds is interrupted still, by the job's name. */
    private static final Map<String, AtomicInteger> INTERRUPTIONS = new ConcurrentHashMap<>();

    private static JenkinsRule jenkins;

    @TempDir
    private Path dir;

    private Shop shop;

    @BeforeAll
    static void remember(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(jenkins, dir.resolve("shop"));
    }

    @Test
    @Requirement({"D11", "S25"})
    void anAppThatDoesNotAnswerHasNotStarted() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        FreeStyleBuild build = shop.define("readiness: {urls: ['http://127.0.0.1:" + port + "/health'], within: 1s}")
                .usual()
                .build(Result.FAILURE);
        assertThat(shop.lines())
                .containsExactly("preBuild", "build", "postBuild", "preRun", "run", "runFailed FAILED", "cleanup");
        assertThat(Shop.step(build, "readiness")).contains("failed starting").contains("127.0.0.1:" + port);
        assertThat(Shop.outcome(build)).isEqualTo("failed");
    }

    @Test
    @Requirement({"S25", "S56"})
    void anAgentThatStaysAwayIsANamedFailure() throws Exception {
        DumbSlave agent = Shop.agent(jenkins, dir.resolve("agent"));
        System.setProperty(WAIT, "1");
        try {
            String gate = "while test -d " + dir + " && ! test -e " + dir.resolve("open") + "; do sleep 0.1; done";
            shop.hook("preRun", gate).usual().job().setAssignedNode(agent);
            FreeStyleBuild build = shop.start();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> shop.has("preRun"));
            agent.toComputer().disconnect(new OfflineCause.ByCLI("gone")).get();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !build.isBuilding());

            jenkins.assertBuildStatus(Result.FAILURE, build);
            assertThat(Shop.step(build, "preRun")).startsWith("LOST preRun was lost on agent agent");
            assertThat(Shop.step(build, "runFailed")).as("it was asked for").startsWith("LOST");
            assertThat(Shop.report(build).path("result").path("failedStep").asText())
                    .isEqualTo("preRun");
            jenkins.assertLogContains("did not come back within 1s", build);
        } finally {
            System.clearProperty(WAIT);
            jenkins.jenkins.removeNode(agent);
        }
    }

    @Test
    @Requirement("S25")
    void anAnswerThatIsInterruptedAtLastComesAllTheSame() throws Exception {
        INTERRUPTIONS.put(shop.job().getName(), new AtomicInteger(1));
        FreeStyleBuild once = shop.with(shop.shell("build"), shop.run(shop.shell("run")), new Forgetting())
                .build(Result.SUCCESS);
        assertThat(shop.news())
                .containsExactly("preBuild", "build", "postBuild", "preRun", "run", "runSucceeded", "cleanup");
        assertThat(Shop.outcome(once))
                .as(Shop.report(once).path("result").toString())
                .isEqualTo("success");

        INTERRUPTIONS.put(shop.job().getName(), new AtomicInteger(1000));
        shop.job().getPublishersList().add(new DeploymentResult());
        FreeStyleBuild always = shop.build(Result.SUCCESS);
        assertThat(shop.news()).endsWith("run");
        jenkins.assertLogContains("the deployment could not be ended: aborted again and again", always);
        assertThat(Shop.report(always).path("result").path("reason").asText()).contains("aborted again and again");
    }

    /** Takes away the step that would give the answer. */
    private static final class Forgetting extends TestBuilder {
        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                throws IOException {
            build.getProject().getPublishersList().clear();
            return true;
        }
    }

    /** Interrupts whoever asks for variables when the answer is given at last. */
    @TestExtension
    public static final class Interrupting extends EnvironmentContributor {
        @Override
        public void buildEnvironmentFor(@NonNull Run run, @NonNull EnvVars env, @NonNull TaskListener listener)
                throws InterruptedException {
            AtomicInteger left = INTERRUPTIONS.get(run.getParent().getName());
            boolean atLast = StackWalker.getInstance()
                    .walk(frames ->
                            frames.anyMatch(frame -> frame.getMethodName().equals("answerAtLast")));
            if (left != null && atLast && left.getAndDecrement() > 0) {
                throw new InterruptedException("somebody aborts");
            }
        }
    }

    @Test
    @Requirement({"S18", "S22"})
    void afterAFailedLaunchTheArchiveFitsAndTheRunPhaseRuns() throws Exception {
        shop.settings().setCache(true);
        BuildPhase build = new BuildPhase(List.of(shop.shell("build", "echo made > app")));
        shop.with(build, shop.run(shop.shell("run", "test -e " + dir.resolve("works"))))
                .build(Result.FAILURE);
        shop.news();
        Files.createFile(dir.resolve("works"));

        FreeStyleBuild cached = shop.build(Result.SUCCESS);

        assertThat(shop.news()).containsExactly("preBuild", "preRun", "run", "runSucceeded", "cleanup");
        assertThat(Shop.step(cached, "build")).isEqualTo("SKIPPED from cache");
        assertThat(Shop.step(cached, "postBuild")).isEqualTo("SKIPPED from cache");
        jenkins.assertLogContains("the build phase is left out: from cache", cached);

        shop.settings().setRebuild(true);
        FreeStyleBuild rebuilt = shop.build(Result.SUCCESS);
        assertThat(shop.news()).contains("build", "postBuild");
        jenkins.assertLogContains("rebuild", rebuilt);
    }

    @Test
    @Requirement("S46")
    void whatWrappersSetAnewForEachBuildIsNoPartOfTheKey() throws Exception {
        shop.settings().setCache(true);
        Values values = new Values();
        shop.job().getBuildWrappersList().add(values);
        shop.with(new BuildPhase(List.of(shop.shell("build"))), shop.run(shop.shell("run")))
                .build(Result.SUCCESS);
        assertThat(shop.news()).contains("build");

        shop.build(Result.SUCCESS);
        assertThat(shop.news()).doesNotContain("build");

        values.mode = "release";
        FreeStyleBuild other = shop.build(Result.SUCCESS);
        assertThat(shop.news()).contains("build");
        jenkins.assertLogContains("variable MODE changed", other);
    }

    /** Sets what those of screens and keys set, and one that counts. */
    public static final class Values extends BuildWrapper {
        private String mode = "debug";

        @Override
        public Environment setUp(AbstractBuild build, Launcher launcher, BuildListener listener) {
            String number = String.valueOf(build.getNumber());
            return new Environment() {
                @Override
                public void buildEnvVars(Map<String, String> env) {
                    env.put("MODE", mode);
                    env.put("DISPLAY", ":" + number);
                    env.put("SSH_AUTH_SOCK", "/tmp/ssh-" + number + "/agent");
                    env.put("SSH_AGENT_PID", number);
                    env.put("BUILD_TIMESTAMP", number);
                }
            };
        }

        /** Its description. */
        @TestExtension
        public static final class DescriptorImpl extends BuildWrapperDescriptor {
            @Override
            public boolean isApplicable(AbstractProject<?, ?> item) {
                return true;
            }
        }
    }
}
