package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.io.File;
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
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SimpleCommandLauncher;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** After a restart agents come back when Jenkins has given them up already, or never. */
class GivenUpAgentTest {
    private static final String WAIT = "io.jenkins.plugins.deployhooks.agentWaitSeconds";
    private static final String GIVEN_UP = "assuming it is not coming back";
    private static final long BEFORE = ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS;

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path dir;

    private final List<Place> places = new ArrayList<>();

    /** A job, where it is when the controller stops, and what its hooks and bodies have to have left. */
    private record Place(String job, String at, String script, Trail trail, List<String> lines) {}

    @AfterEach
    void tearDown() throws IOException {
        ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS = BEFORE;
        System.clearProperty(WAIT);
        Files.createFile(dir.resolve("open"));
    }

    private Place place(String job, String at, String lines, Function<Trail, String> script) throws IOException {
        Trail trail = new Trail(Files.createDirectories(dir.resolve(job)));
        Place place = new Place(job, at, script.apply(trail), trail, List.of(lines.split(",")));
        places.add(place);
        return place;
    }

    private String gate(String name) {
        return "while ! test -e " + dir.resolve(name) + "; do sleep 0.2; done";
    }

    @Test
    @Requirement({"S25", "S56"})
    void whatAnswersRunsThereWhenTheAgentIsBackAndIsNamedWhenItIsGone() throws Throwable {
        place(
                "hook",
                "preRun",
                "preBuild,build,postBuild,preRun,stopped,runFailed FAILED,cleanup",
                trail -> "node('late') { "
                        + trail.definition(
                                "preRun", "trap '" + trail.leave("stopped") + "; exit 1' TERM; " + gate("open"))
                        + "stage('deploy') { withDeployLifecycle { " + trail.phases() + " } } }");
        place(
                "body",
                "run",
                "preBuild,postBuild,preRun,run,runFailed FAILED,cleanup",
                trail -> "withDeployLifecycle { node('late') { " + trail.definition()
                        + "deployHooks('build') { }; deployHooks('run') { " + trail.body("run") + "; sh '"
                        + gate("open") + "' } } }");
        place(
                "answer",
                "runFailed FAILED",
                "preBuild,runFailed FAILED,told,cleanup",
                trail -> "node('late') { "
                        + trail.definition("runFailed", gate("answered") + "; " + trail.leave("told"))
                        + "withDeployLifecycle { deployHooks('build') { error 'the build is broken' } } }");
        place(
                "inside",
                "between",
                "preBuild,build,postBuild,between,runFailed FAILED,cleanup",
                trail -> "node('late') { " + trail.definition() + "withDeployLifecycle { deployHooks('build') { "
                        + trail.body("build") + " }; " + trail.body("between") + "; sh '" + gate("open") + "' } }");
        place(
                "outside",
                "between",
                "preBuild,build,postBuild,between,runFailed FAILED,cleanup",
                trail -> "withDeployLifecycle { node('late') { " + trail.definition() + "deployHooks('build') { "
                        + trail.body("build") + " }; " + trail.body("between") + "; sh '" + gate("open") + "' } }");
        Place goneInHook = place(
                "goneInHook",
                "preRun",
                "preBuild,build,postBuild,preRun",
                trail -> "node('gone') { " + trail.definition("preRun", gate("open")) + "withDeployLifecycle { "
                        + trail.phases() + " } }");
        Place goneInBody = place(
                "goneInBody",
                "run",
                "preBuild,postBuild,preRun,run",
                trail -> "node('gone') { " + trail.definition()
                        + "withDeployLifecycle { deployHooks('build') { }; deployHooks('run') { " + trail.body("run")
                        + "; sh '" + gate("open") + "' } } }");
        Files.createFile(dir.resolve("late.comes"));
        Files.createFile(dir.resolve("gone.comes"));
        sessions.then(this::begin);
        Files.delete(dir.resolve("late.comes"));
        Files.delete(dir.resolve("gone.comes"));
        Files.createFile(dir.resolve("answered"));
        ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS = 2000;
        System.setProperty(WAIT, "120");
        sessions.then(jenkins -> {
            for (Place place : places) {
                jenkins.waitForMessage(GIVEN_UP, build(jenkins, place));
            }
            Files.createFile(dir.resolve("late.comes"));
            for (Place place : places) {
                if (place != goneInHook && place != goneInBody) {
                    ended(jenkins, place);
                }
            }
            System.setProperty(WAIT, "2");
            Report report = ended(jenkins, goneInHook);
            assertThat(step(report, "preRun").reason()).contains("preRun was lost on agent gone", "within 2s");
            assertThat(step(report, "runFailed").reason())
                    .contains("its agent gone is still away; what this hook does is left to be done by hand");
            report = ended(jenkins, goneInBody);
            assertThat(step(report, "runFailed").reason())
                    .contains(
                            "runFailed was lost on agent gone: not started: its agent gone did not come back within 2s"
                                    + " after Jenkins had given it up");
            assertThat(step(report, "cleanup").reason()).contains("its agent gone is still away");
        });
    }

    private void begin(JenkinsRule jenkins) throws Exception {
        for (String name : List.of("late", "gone")) {
            Path script = dir.resolve(name + ".sh");
            File jar =
                    new File(jenkins.jenkins.getJnlpJars("agent.jar").getURL().toURI());
            Files.writeString(
                    script,
                    "while ! test -e " + dir.resolve(name + ".comes") + "; do test -e " + script
                            + " || exit; sleep 0.2; done; exec '" + System.getProperty("java.home")
                            + "/bin/java' -jar '" + jar + "'");
            DumbSlave agent = new DumbSlave(
                    name,
                    Files.createDirectories(dir.resolve("agent-" + name)).toString(),
                    new SimpleCommandLauncher("sh " + script));
            agent.setNumExecutors(places.size());
            jenkins.jenkins.addNode(agent);
        }
        for (Place place : places) {
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, place.job());
            job.setDefinition(new CpsFlowDefinition(place.script(), true));
            job.scheduleBuild2(0).waitForStart();
        }
        for (Place place : places) {
            Awaitility.await(place.job())
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> place.trail().has(place.at()));
        }
    }

    private static WorkflowRun build(JenkinsRule jenkins, Place place) {
        return Objects.requireNonNull(jenkins.jenkins.getItemByFullName(place.job(), WorkflowJob.class))
                .getBuildByNumber(1);
    }

    /** In time, and as Jenkins ends a build whose agent it has given up. */
    private static Report ended(JenkinsRule jenkins, Place place) throws Exception {
        WorkflowRun build = build(jenkins, place);
        Awaitility.await(place.job()).atMost(Duration.ofMinutes(2)).until(() -> !build.isBuilding());
        jenkins.assertBuildStatus(Result.ABORTED, build);
        jenkins.assertLogNotContains("Required context class", build);
        Path file = build.getRootDir().toPath().resolve("deploy-hooks.json");
        Awaitility.await(place.job())
                .untilAsserted(() -> assertThat(
                                ReportJson.read(Files.readString(file)).result().outcome())
                        .isEqualTo("failed"));
        String report = Files.readString(file);
        assertThat(place.trail().lines()).as(JenkinsRule.getLog(build) + report).isEqualTo(place.lines());
        return ReportJson.read(report);
    }

    private static StepReport step(Report report, String id) {
        StepReport step = report.events().stream()
                .flatMap(event -> event.hooks().stream())
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(step.state().name()).as(id).isEqualTo("LOST");
        return step;
    }
}
