package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Aborts in every place: the running step is stopped with all of its processes, then exactly one answer, and the result
 * stays ABORTED. All builds run in one Jenkins, at once.
 */
@WithJenkins
class AbortTest {
    private static JenkinsRule jenkins;

    private static final Duration SOON = Duration.ofSeconds(120);

    @BeforeAll
    static void startJenkins(JenkinsRule started) {
        jenkins = started;
    }

    /** A sleep that nobody else on this machine sleeps. */
    private final String sleep = "sleep 1000." + ThreadLocalRandom.current().nextInt(1_000_000, 10_000_000);

    @TempDir
    private Path dir;

    private final List<Place> places = new ArrayList<>();

    /** A build that was started, where it is to be aborted, and what its hooks and bodies have to have left then. */
    private record Place(String at, WorkflowRun build, Trail trail, List<String> lines) {}

    /** A Pipeline for one trail. */
    private interface Script {
        String of(Trail trail);
    }

    private void place(JenkinsRule jenkins, String at, String lines, Script script) throws Exception {
        Trail trail = new Trail(Files.createDirectories(dir.resolve("place" + places.size())));
        WorkflowRun build =
                Trail.job(jenkins, script.of(trail)).scheduleBuild2(0).waitForStart();
        places.add(new Place(at, build, trail, List.of(lines.split(","))));
    }

    private void hook(JenkinsRule jenkins, String event, String lines) throws Exception {
        // a child in a session of its own belongs to the hook too
        String command = "setsid " + sleep + " & " + sleep;
        place(
                jenkins,
                event,
                lines,
                trail -> "node { " + trail.definition(event, command) + "withDeployLifecycle { " + trail.phases()
                        + " } }");
    }

    @Test
    @Requirement({"S24", "S25"})
    void isAnsweredOnceInEachPlaceAndLeavesNothing() throws Exception {
        jenkins.jenkins.setNumExecutors(12);
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
                trail -> "node { " + trail.definition() + "withDeployLifecycle { deployHooks('build') { "
                        + trail.body("build") + "; sh '" + sleep + "' } } }");
        place(
                jenkins,
                "run",
                "preBuild,postBuild,preRun,run,runFailed ABORTED,cleanup",
                trail -> "node { " + trail.definition() + "withDeployLifecycle { deployHooks('build') { };"
                        + " deployHooks('run') { " + trail.body("run") + "; sh '" + sleep + "' } } }");
        place(
                jenkins,
                "between",
                "preBuild,postBuild,between,runFailed ABORTED,cleanup",
                trail -> "withDeployLifecycle { node { " + trail.definition() + "deployHooks('build') { }; "
                        + trail.body("between") + " }; sleep 300 }");
        place(
                jenkins,
                "between",
                "preBuild,postBuild,between,runFailed ABORTED,cleanup",
                trail -> "node { " + trail.definition() + "withDeployLifecycle { deployHooks('build') { }; "
                        + trail.body("between") + "; sleep 300 } }");
        // the answer to a failure: the cause stays, see below
        place(
                jenkins,
                "runFailed FAILED",
                "preBuild,runFailed FAILED,cleanup",
                trail -> "node { " + trail.definition("runFailed", sleep)
                        + "withDeployLifecycle { deployHooks('build') { error 'the build is broken' } } }");

        for (Place place : places) {
            Awaitility.await(place.toString())
                    .atMost(SOON)
                    .until(() -> place.trail().has(place.at()));
            place.build().doStop();
        }
        for (Place place : places) {
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(place.build()));
            assertThat(place.trail().lines()).as(place.at()).isEqualTo(place.lines());
        }
        jenkins.assertLogContains(
                "the build is broken", places.get(places.size() - 1).build());
        assertThat(processes()).isEmpty();
    }

    @Test
    @Requirement("S25")
    void aSecondAbortEndsTheAnswerToo() throws Exception {
        place(
                jenkins,
                "preBuild",
                "preBuild,runFailed ABORTED",
                trail -> "node { " + trail.definition("preBuild", sleep, "runFailed", sleep) + "withDeployLifecycle { "
                        + trail.phases() + " } }");
        Place place = places.get(0);
        Awaitility.await().atMost(SOON).until(() -> place.trail().has("preBuild"));
        place.build().doStop();
        Awaitility.await().atMost(SOON).until(() -> place.trail().has("runFailed ABORTED"));
        place.build().doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(place.build()));
        assertThat(place.trail().lines()).isEqualTo(place.lines());
        assertThat(processes()).isEmpty();
    }

    @Test
    @Requirement({"S25", "S38"})
    void whoEndsAHookByForceLeavesNothingOfIt() throws Exception {
        hook(jenkins, "preRun", "preBuild,build,postBuild,preRun,runFailed ABORTED,cleanup");
        hook(jenkins, "runSucceeded", "preBuild,build,postBuild,preRun,run,runSucceeded,cleanup");
        for (Place place : places) {
            Awaitility.await(place.toString())
                    .atMost(SOON)
                    .until(() -> place.trail().has(place.at()));
            place.build().doTerm();
        }
        for (Place place : places) {
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(place.build()));
            assertThat(place.trail().lines()).as(place.at()).isEqualTo(place.lines());
        }
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(processes()).isEmpty());
    }

    /** What still sleeps, in the machine's table of processes. */
    private List<String> processes() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(sleep))
                .toList();
    }
}
