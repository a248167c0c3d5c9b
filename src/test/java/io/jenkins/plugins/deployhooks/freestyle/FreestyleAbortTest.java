package io.jenkins.plugins.deployhooks.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Aborts in every place of a freestyle build: the running step is stopped with all of its processes, then exactly one answer,
 * and the result stays ABORTED. All builds run at once.
 */
@WithJenkins
class FreestyleAbortTest {
    private static final Duration SOON = Duration.ofSeconds(120);

    /** A sleep that nobody else on this machine sleeps. */
    private final String sleep = "sleep 1000." + ThreadLocalRandom.current().nextInt(1_000_000, 10_000_000);

    @TempDir
    private Path dir;

    private final List<Place> places = new ArrayList<>();

    private DumbSlave agent;

    /** A build that was started, where it is to be aborted, and what it has to have left then. */
    private record Place(String at, Shop shop, FreeStyleBuild build, String lines) {}

    private interface Making {
        Shop of(Shop shop) throws Exception;
    }

    private void agent(JenkinsRule jenkins) throws Exception {
        agent = Shop.agent(jenkins, dir.resolve("agent"));
    }

    private Place place(JenkinsRule jenkins, String at, String lines, Making making) throws Exception {
        Shop shop = making.of(new Shop(jenkins, dir.resolve("place" + places.size())));
        shop.job().setAssignedNode(agent);
        Place place = new Place(at, shop, shop.start(), lines);
        places.add(place);
        return place;
    }

    private static void abortAt(Place place, String line) {
        Awaitility.await(place.toString()).atMost(SOON).until(() -> place.shop().has(line));
        place.build().getExecutor().interrupt();
    }

    private void check(JenkinsRule jenkins) throws Exception {
        for (Place place : places) {
            FreeStyleBuild build = jenkins.waitForCompletion(place.build());
            String log = jenkins.getLog(build);
            assertThat(place.shop().lines())
                    .as(log)
                    .isEqualTo(List.of(place.lines().split(",")));
            assertThat(build.getResult()).as(log).isEqualTo(Result.ABORTED);
        }
        // A shell of Jenkins is ended by a signal, which is not waited for.
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(processes()).isEmpty());
    }

    private void hook(JenkinsRule jenkins, String event, String lines) throws Exception {
        // a child in a session of its own belongs to the hook too
        String command = "setsid " + sleep + " & " + sleep;
        place(jenkins, event, lines, shop -> shop.hook(event, command).usual());
        place(
                jenkins,
                event,
                lines,
                shop -> shop.hook(event, command).unanswered().usual());
    }

    @Test
    @Requirement({"S24", "S25"})
    void isAnsweredOnceInEachPlaceAndLeavesNothing(JenkinsRule jenkins) throws Exception {
        agent(jenkins);
        String started = "preBuild,build,postBuild,preRun,run,runSucceeded,cleanup";
        hook(jenkins, "preBuild", "preBuild,runFailed ABORTED,cleanup");
        hook(jenkins, "postBuild", "preBuild,build,postBuild,runFailed ABORTED,cleanup");
        hook(jenkins, "preRun", "preBuild,build,postBuild,preRun,runFailed ABORTED,cleanup");
        hook(jenkins, "runSucceeded", started);
        hook(jenkins, "cleanup", started);
        place(
                jenkins,
                "build",
                "preBuild,build,runFailed ABORTED,cleanup",
                shop -> shop.with(shop.shell("build", sleep), shop.run(shop.shell("run"))));
        Place run = place(
                jenkins,
                "run",
                "preBuild,build,postBuild,preRun,run,runFailed ABORTED,cleanup",
                shop -> shop.with(shop.shell("build"), shop.run(shop.shell("run", sleep))));
        place(
                jenkins,
                "rest",
                "preBuild,build,postBuild,preRun,run,rest,runFailed ABORTED,cleanup",
                shop -> shop.unanswered()
                        .with(shop.shell("build"), shop.run(shop.shell("run")), shop.shell("rest", sleep)));
        // the answer to a failure: the cause stays
        Place failed = place(
                jenkins,
                "runFailed FAILED",
                "preBuild,build,runFailed FAILED,cleanup",
                shop -> shop.hook("runFailed", sleep).with(shop.shell("build", "exit 1")));
        for (Place place : places) {
            abortAt(place, place.at());
        }
        check(jenkins);
        assertThat(Shop.outcome(run.build())).isEqualTo("aborted");
        assertThat(Shop.outcome(failed.build())).isEqualTo("failed");
    }

    @Test
    @Requirement("S25")
    void aSecondAbortEndsTheAnswerToo(JenkinsRule jenkins) throws Exception {
        agent(jenkins);
        Place place = place(
                jenkins,
                "",
                "preBuild,runFailed ABORTED",
                shop -> shop.hook("preBuild", sleep).hook("runFailed", sleep).usual());
        Place stubborn = place(
                jenkins,
                "",
                "preBuild,build,postBuild,preRun,TERM,runFailed ABORTED,cleanup",
                shop -> shop.hook("preRun", "trap '" + shop.leave("TERM") + "' TERM; while :; do sleep 0.1; done")
                        .define("defaults: {killGrace: 5m}")
                        .usual());
        abortAt(place, "preBuild");
        abortAt(place, "runFailed ABORTED");
        abortAt(stubborn, "preRun");
        // the first one was heeded: the hook has heard of it
        Awaitility.await().atMost(SOON).until(() -> stubborn.shop().has("TERM"));
        stubborn.build().getExecutor().interrupt();
        check(jenkins);
    }

    @Test
    @Requirement({"S24", "S25"})
    void alsoWhileTheAppStartsAHookWaitsForAnotherTryAndForTheHooksOfOneEvent(JenkinsRule jenkins) throws Exception {
        agent(jenkins);
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Place starting = place(
                    jenkins,
                    "Waiting up to 5m",
                    "preBuild,build,postBuild,preRun,run,runFailed ABORTED,cleanup",
                    shop -> shop.define("readiness: {urls: ['http://127.0.0.1:" + silent.getLocalPort()
                                    + "/health'], within: 5m}")
                            .usual());
            Place between = place(
                    jenkins,
                    "preRun failed on agent agent",
                    "preBuild,build,postBuild,preRun,runFailed ABORTED,cleanup",
                    shop -> shop.define("defaults: {retries: 3, backoff: 5m}")
                            .hook("preRun", "exit 3")
                            .usual());
            Place alone = place(jenkins, "", "preRun", shop -> {
                shop.hook("preRun", sleep).define();
                shop.job().getBuildersList().add(new EventHooks("preRun"));
                return shop;
            });
            for (Place place : List.of(starting, between)) {
                jenkins.waitForMessage(place.at(), place.build());
                place.build().getExecutor().interrupt();
            }
            abortAt(alone, "preRun");
            check(jenkins);
            assertThat(Shop.step(starting.build(), "readiness")).startsWith("ABORTED");
            assertThat(Shop.step(between.build(), "preRun")).startsWith("ABORTED");
        }
    }

    @Test
    @Requirement({"S25", "S45"})
    void anArchiveOnItsWayIsNotThereAfterwards(JenkinsRule jenkins) throws Exception {
        agent(jenkins);
        // Noise cannot be packed, so its transfer takes a while.
        Place place = place(jenkins, "", "preBuild,build,postBuild,runFailed ABORTED,cleanup", shop -> {
            shop.settings().setCache(true);
            return shop.with(
                    new BuildPhase(List.of(shop.shell("build", "head -c 150000000 /dev/urandom > noise"))),
                    shop.run(shop.shell("run")));
        });
        Path archives = place.shop().job().getRootDir().toPath().resolve("deploy-hooks/archives");
        Awaitility.await()
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> arrived(archives.resolve("staging")) > 1 << 20);
        place.build().getExecutor().interrupt();
        check(jenkins);
        assertThat(archives.resolve("entries")).isEmptyDirectory();
        assertThat(Shop.step(place.build(), "save")).startsWith("ABORTED");
    }

    /** How many bytes have arrived of an archive. */
    private static long arrived(Path staging) throws IOException {
        if (!Files.isDirectory(staging)) {
            return 0;
        }
        long bytes = 0;
        try (Stream<Path> ids = Files.list(staging)) {
            for (Path id : ids.toList()) {
                try {
                    bytes += Files.size(id.resolve("new/archive"));
                } catch (NoSuchFileException e) {
                    // not yet, or not any more
                }
            }
        }
        return bytes;
    }

    /** What still sleeps, in the machine's table of processes. */
    private List<String> processes() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(sleep))
                .toList();
    }
}
