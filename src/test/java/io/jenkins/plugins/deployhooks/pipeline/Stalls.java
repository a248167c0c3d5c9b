package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Slave;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Transfers of archives that stand in their middle, and what has to be left of them in the end. */
final class Stalls implements AutoCloseable {
    /** How long agents are waited for, in seconds. */
    static final String WAIT = "io.jenkins.plugins.deployhooks.agentWaitSeconds";

    /** Noise cannot be packed: so much an archive has at least. */
    static final int BYTES = 12_000_000;

    /** What passes before a transfer stands: more than all else that a build sends. */
    static final int SOME = 3_000_000;

    private static final String ARCHIVES = "deploy-hooks/archives";

    private static final Duration SOON = Duration.ofMinutes(3);

    final Line line;

    Stalls(URL controller) throws IOException {
        line = new Line(controller);
    }

    /** {@code shop} with much to transfer, and with all hooks. */
    Shop in(Shop shop) {
        for (String event : List.of("runSucceeded", "runFailed")) {
            shop.hook(event, "true");
        }
        return shop.hook("preRun", "true").hook("postBuild", "head -c " + BYTES + " /dev/urandom > dist/noise");
    }

    /** A build of {@code shop} that gives its archive to the controller, and stands there. */
    WorkflowRun up(Shop shop) throws Exception {
        return held(line.up, shop);
    }

    /** A build of {@code shop} that gets an archive from the controller, and stands there. */
    WorkflowRun down(Shop shop) throws Exception {
        return held(line.down, shop);
    }

    private static WorkflowRun held(Line.Flow flow, Shop shop) throws Exception {
        flow.hold(SOME);
        WorkflowRun build = shop.start();
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(flow.isHeld() || !build.isBuilding())
                        .as(() -> log(build))
                        .isTrue());
        assertThat(build.isBuilding()).as(() -> log(build)).isTrue();
        return build;
    }

    /** What the log of {@code build} says so far. */
    static String log(WorkflowRun build) {
        try {
            return JenkinsRule.getLog(build);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Lets the rest of the transfer of {@code build} pass once the end of {@code step} is known.
     *
     * @return how many bytes had passed before
     */
    long ended(WorkflowRun build, String step) throws Exception {
        Awaitility.await(step).atMost(SOON).until(() -> Shop.step(build, step).startsWith("ABORTED"));
        long passed = passed();
        line.release();
        return passed;
    }

    /** As {@link #ended}, of a build that was killed: its report ended before, but the deployment heard of the end. */
    long endedAfterKill(WorkflowRun build) throws Exception {
        Path deployments = build.getRootDir().toPath().resolve("deploy-hooks");
        // Beside deployments there are the journals of their hooks.
        List<Path> planned = Shop.entries(deployments).stream()
                .filter(each -> Files.exists(each.resolve("plan.json")))
                .toList();
        assertThat(planned).isNotEmpty();
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(planned)
                        .allSatisfy(each -> assertThat(each.resolve("progress.json"))
                                .content()
                                .contains("ABORTED")));
        long passed = passed();
        line.release();
        return passed;
    }

    /** All that has passed so far. */
    long passed() {
        return line.up.passed() + line.down.passed();
    }

    /** On neither side there is anything but {@code archives} whole archives and copies of them. */
    static void nothingIsHalf(Shop shop, Slave agent, int archives) throws Exception {
        nothingIsHalf(shop.job().getRootDir().toPath(), Path.of(agent.getRemoteFS()), archives);
    }

    /** As above, by the directories of the job and of the agent. */
    static void nothingIsHalf(Path job, Path agent, int archives) throws Exception {
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(staged(job, agent)).isEmpty());
        areWhole(job, archives);
    }

    /** As above, but of a killed agent something may be half there until it is used again. */
    static void nothingIsHalfOnTheController(Shop shop, int archives) throws Exception {
        Path job = shop.job().getRootDir().toPath();
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(
                        () -> assertThat(Shop.entries(job.resolve(ARCHIVES).resolve("staging")))
                                .isEmpty());
        areWhole(job, archives);
    }

    private static void areWhole(Path job, int archives) throws Exception {
        DirectoryCacheStore all = new DirectoryCacheStore(job.resolve(ARCHIVES), Quota.DEFAULT, InstantSource.system());
        assertThat(all.list()).hasSize(archives);
        assertThat(all.verify()).isEmpty();
    }

    /** What is half there on either side. */
    static List<Path> staged(Path job, Path agent) throws IOException {
        List<Path> staged = new ArrayList<>(Shop.entries(job.resolve(ARCHIVES).resolve("staging")));
        for (Path copies : Shop.entries(agent.resolve("caches/deploy-hooks/archives"))) {
            staged.addAll(Shop.entries(copies.resolve("staging")));
        }
        for (Path workspace : Shop.entries(agent.resolve("workspace"))) {
            if (workspace.toString().endsWith(".restoring")) {
                staged.add(workspace);
            }
        }
        return staged;
    }

    @Override
    public void close() throws IOException {
        line.close();
    }
}
