package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import io.jenkins.plugins.deployhooks.ui.DeployHooksAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The controller is stopped in the ordinary way in the middle of deployments. */
class RestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path dir;

    private final List<Place> places = new ArrayList<>();

    /** A job, where it is when the controller stops, how it is to end, and what its hooks and bodies have to have left. */
    private record Place(String job, String at, String script, Result result, Trail trail, List<String> lines) {}

    private void place(String job, String at, Result result, String lines, Function<Trail, String> script)
            throws IOException {
        Trail trail = new Trail(Files.createDirectories(dir.resolve(job)));
        places.add(new Place(job, at, script.apply(trail), result, trail, List.of(lines.split(","))));
    }

    /** A command that waits until the controller is there again. */
    private String gate() {
        return "while ! test -e " + dir.resolve("open") + "; do sleep 0.2; done";
    }

    /** Also of those that ran before the restart, and of the one that was found running after it. */
    private static void whereHooksRanIsKnown(WorkflowRun build) {
        assertThat(build.getAction(DeployHooksAction.class)
                        .getDeployments()
                        .get(0)
                        .getSteps())
                .filteredOn(step -> step.getEvent() != null && step.getAttempts() > 0)
                .hasSizeGreaterThan(2)
                .allSatisfy(step -> {
                    assertThat(step.getAgent()).as(build + ", " + step.getId()).isEqualTo("built-in");
                    assertThat(step.getNodeId()).as(build + ", " + step.getId()).isNotNull();
                });
    }

    @Test
    @Requirement({"S25", "S56"})
    void deploymentsGoOnWhereTheyWere() throws Throwable {
        place(
                "hook",
                "preRun",
                Result.SUCCESS,
                "preBuild,build,postBuild,preRun,run,runSucceeded,cleanup",
                trail -> "node { " + trail.definition("preRun", gate()) + "withDeployLifecycle { " + trail.phases()
                        + " } }");
        place(
                "body",
                "run",
                Result.FAILURE,
                "preBuild,postBuild,preRun,run,runFailed FAILED,cleanup",
                trail -> "node { " + trail.definition()
                        + "withDeployLifecycle { deployHooks('build') { }; deployHooks('run') { " + trail.body("run")
                        + "; sh '" + gate() + "; exit 1' } } }");
        place(
                "answer",
                "runFailed FAILED",
                Result.FAILURE,
                "preBuild,runFailed FAILED,cleanup",
                trail -> "node { " + trail.definition("runFailed", gate())
                        + "withDeployLifecycle { deployHooks('build') { error 'the build is broken' } } }");
        place(
                "between",
                "between",
                Result.SUCCESS,
                "preBuild,build,postBuild,between,preRun,run,runSucceeded,cleanup",
                trail -> "withDeployLifecycle { node { " + trail.definition() + "deployHooks('build') { "
                        + trail.body("build") + " }; " + trail.body("between") + "; sh '" + gate()
                        + "' }; node { deployHooks('run') { " + trail.body("run") + " } } }");

        sessions.then(jenkins -> {
            jenkins.jenkins.setNumExecutors(places.size());
            for (Place place : places) {
                WorkflowJob job = jenkins.createProject(WorkflowJob.class, place.job());
                job.setDefinition(new CpsFlowDefinition(place.script(), true));
                job.scheduleBuild2(0).waitForStart();
            }
            for (Place place : places) {
                Awaitility.await(place.job())
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> place.trail().has(place.at()));
            }
        });
        Files.createFile(dir.resolve("open"));
        sessions.then(jenkins -> {
            for (Place place : places) {
                WorkflowRun build = Objects.requireNonNull(
                                jenkins.jenkins.getItemByFullName(place.job(), WorkflowJob.class))
                        .getBuildByNumber(1);
                jenkins.assertBuildStatus(place.result(), jenkins.waitForCompletion(build));
                Path file = build.getRootDir().toPath().resolve("deploy-hooks.json");
                Awaitility.await().untilAsserted(() -> {
                    Report report = ReportJson.read(Files.readString(file));
                    assertThat(report.result().outcome())
                            .as(place.job())
                            .isEqualTo(place.result() == Result.SUCCESS ? "success" : "failed");
                });
                whereHooksRanIsKnown(build);
            }
        });
        for (Place place : places) {
            assertThat(place.trail().lines()).as(place.job()).isEqualTo(place.lines());
        }
    }
}
