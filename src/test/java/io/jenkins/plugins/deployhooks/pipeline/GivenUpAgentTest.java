package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.Util;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.Run;
import hudson.slaves.DumbSlave;
import hudson.slaves.WorkspaceList;
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
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.io.FileUtils;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.DynamicContext;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SimpleCommandLauncher;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** After a restart agents come back when Jenkins has given them up already, or never. */
class GivenUpAgentTest {
    private static final String WAIT = "io.jenkins.plugins.deployhooks.agentWaitSeconds";
    private static final String GIVEN_UP = "assuming it is not coming back";
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final long BEFORE = ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS;

    /** The job whose workspace cannot be told, once; empty: none. */
    private static volatile String faulty = "";

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
                    ended(jenkins, place, "failed");
                }
            }
            System.setProperty(WAIT, "2");
            Report report = ended(jenkins, goneInHook, "failed");
            assertThat(step(report, "preRun").reason()).contains("preRun was lost on agent gone", "within 2s");
            assertThat(step(report, "runFailed").reason())
                    .contains("its agent gone is still away; what this hook does is left to be done by hand");
            jenkins.assertLogContains(
                    "[deploy-hooks] runFailed was not started: its agent gone is still away; what this hook does is left",
                    build(jenkins, goneInHook));
            report = ended(jenkins, goneInBody, "failed");
            assertThat(step(report, "runFailed").reason())
                    .contains(
                            "runFailed was lost on agent gone: not started: its agent gone did not come back within 2s"
                                    + " after Jenkins had given it up");
            assertThat(step(report, "cleanup").reason()).contains("its agent gone is still away");
        });
    }

    /** Where the agent is away a second time, while what is due waits for it and while it runs. */
    @Test
    @Requirement({"S25", "S56"})
    void theWaitIsHeardAndSavedAndTheAgentMayBeGivenUpAgain() throws Throwable {
        Place once = waiting("once");
        Place twice = place("twice", "build", "preBuild,build", this::waitingOnLate);
        Place forced = waiting("forced");
        Place crashed = waiting("crashed");
        Place broken = waiting("broken");
        Place killed = place(
                "killed",
                "build",
                "preBuild,build,runFailed FAILED",
                trail -> inBuild("late", trail, trail.definition("runFailed", gate("open"))));
        Place again = place(
                "again",
                "build",
                "preBuild,build,runFailed FAILED,told,cleanup",
                trail -> inBuild(
                        "late", trail, trail.definition("runFailed", gate("answered") + "; " + trail.leave("told"))));
        Place gone = place("gone", "build", "preBuild,build", trail -> inBuild("gone", trail, trail.definition()));
        Place asked = place(
                "asked",
                "preRun",
                "preBuild,build,postBuild,preRun,asked,stopped,runFailed ABORTED,cleanup",
                trail -> "node('late') { "
                        + trail.definition(
                                "preRun",
                                "trap 'trap : TERM; " + trail.leave("asked") + "; " + gate("grace") + "; "
                                        + trail.leave("stopped") + "; exit 1' TERM; " + gate("open"))
                        + "withDeployLifecycle(killGrace: '10m') { " + trail.phases() + " } }");
        Files.createFile(dir.resolve("late.comes"));
        Files.createFile(dir.resolve("gone.comes"));
        sessions.then(jenkins -> {
            begin(jenkins);
            build(jenkins, asked).doStop();
            Awaitility.await().atMost(SOON).until(() -> asked.trail().has("asked"));
        });
        Files.delete(dir.resolve("late.comes"));
        Files.delete(dir.resolve("gone.comes"));
        ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS = 2000;
        System.setProperty(WAIT, "280");
        Path home = dir.resolve("home-of-crashed");
        sessions.then(jenkins -> {
            for (Place place : places) {
                jenkins.waitForMessage(place == asked ? GIVEN_UP : "[deploy-hooks] The agent", build(jenkins, place));
            }
            faulty = "broken";
            for (Place place : List.of(once, twice)) {
                build(jenkins, place).doStop();
                jenkins.waitForMessage("Aborted. runFailed is still due on agent late", build(jenkins, place));
            }
            build(jenkins, twice).doStop();
            build(jenkins, forced).doTerm();
            Report report = ended(jenkins, twice, "failed");
            assertThat(states(report)).containsEntry("runFailed", "ABORTED").containsEntry("cleanup", "SKIPPED");
            Awaitility.await().atMost(SOON).until(faulty::isEmpty);
            // It is looked at again all the same.
            build(jenkins, broken).doStop();
            jenkins.waitForMessage("Aborted. runFailed is still due on agent late", build(jenkins, broken));
            FileUtils.copyDirectory(build(jenkins, crashed).getRootDir(), home.toFile());
        });
        places.remove(twice);
        File ofCrashed = new File(sessions.getHome(), "jobs/crashed/builds/1");
        Util.deleteRecursive(ofCrashed);
        FileUtils.copyDirectory(home.toFile(), ofCrashed);
        sessions.then(jenkins -> {
            for (Place place : places) {
                givenUp(jenkins, place, 2);
            }
            Files.createFile(dir.resolve("late.comes"));
            for (Place place : List.of(once, forced, crashed, broken)) {
                ended(jenkins, place, "failed");
            }
            Awaitility.await().atMost(SOON).until(() -> killed.trail().has("runFailed FAILED"));
            assertThat(isFree(jenkins, killed)).as("the directory of what runs").isFalse();
            build(jenkins, killed).doKill();
            Awaitility.await().atMost(SOON).until(() -> isFree(jenkins, killed));
            assertThat(killed.trail().lines()).isEqualTo(killed.lines());
            // Long after its agent is back.
            Files.createFile(dir.resolve("grace"));
            ended(jenkins, asked, "aborted");
            Awaitility.await().atMost(SOON).until(() -> again.trail().has("runFailed FAILED"));
            System.setProperty(WAIT, "1");
            step(ended(jenkins, gone, "failed"), "runFailed");
            assertThat(JenkinsRule.getLog(build(jenkins, gone))).containsOnlyOnce("Waiting up to");
        });
        Files.delete(dir.resolve("late.comes"));
        System.setProperty(WAIT, "280");
        sessions.then(jenkins -> {
            givenUp(jenkins, again, 3);
            jenkins.waitForMessage("come back); the hook goes on there", build(jenkins, again));
            Files.createFile(dir.resolve("late.comes"));
            Files.createFile(dir.resolve("answered"));
            ended(jenkins, again, "failed");
        });
    }

    /** Its agent is given up in its build phase, and back when everything else is done. */
    private Place waiting(String job) throws IOException {
        return place(job, "build", "preBuild,build,runFailed FAILED,cleanup", this::waitingOnLate);
    }

    private String waitingOnLate(Trail trail) {
        return inBuild("late", trail, trail.definition());
    }

    private String inBuild(String agent, Trail trail, String definition) {
        return "node('" + agent + "') { " + definition + "withDeployLifecycle { deployHooks('build') { "
                + trail.body("build") + "; sh '" + gate("open") + "' } } }";
    }

    private static void givenUp(JenkinsRule jenkins, Place place, int times) {
        WorkflowRun build = build(jenkins, place);
        Awaitility.await(place.job())
                .atMost(SOON)
                .until(() -> JenkinsRule.getLog(build).split(GIVEN_UP, -1).length > times);
    }

    /** Whether another build would get the workspace of {@code place}. */
    private static boolean isFree(JenkinsRule jenkins, Place place) throws Exception {
        Node agent = Objects.requireNonNull(jenkins.jenkins.getNode("late"));
        FilePath workspace = agent.getWorkspaceFor(build(jenkins, place).getParent());
        try (WorkspaceList.Lease lease = agent.toComputer().getWorkspaceList().allocate(workspace)) {
            return lease.path.equals(workspace);
        }
    }

    private static Map<String, String> states(Report report) {
        return report.events().stream()
                .flatMap(event -> event.hooks().stream())
                .collect(Collectors.toMap(StepReport::id, hook -> hook.state().name()));
    }

    /** Fails in the worst way, once, when a build asks for its workspace. */
    @TestExtension
    public static final class Faulty extends DynamicContext.Typed<FilePath> {
        @Override
        protected Class<FilePath> type() {
            return FilePath.class;
        }

        @Override
        protected FilePath get(DelegatedContext context) throws IOException, InterruptedException {
            Run<?, ?> build = context.get(Run.class);
            if (build != null && build.getParent().getName().equals(faulty)) {
                faulty = "";
                throw new Error("out of something");
            }
            return null;
        }
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
            Awaitility.await(place.job()).atMost(SOON).until(() -> place.trail().has(place.at()));
        }
    }

    private static WorkflowRun build(JenkinsRule jenkins, Place place) {
        return Objects.requireNonNull(jenkins.jenkins.getItemByFullName(place.job(), WorkflowJob.class))
                .getBuildByNumber(1);
    }

    /** In time, and as Jenkins ends a build whose agent it has given up. */
    private static Report ended(JenkinsRule jenkins, Place place, String outcome) throws Exception {
        WorkflowRun build = build(jenkins, place);
        Awaitility.await(place.job()).atMost(SOON).until(() -> !build.isBuilding());
        jenkins.assertBuildStatus(Result.ABORTED, build);
        jenkins.assertLogNotContains("Required context class", build);
        Path file = build.getRootDir().toPath().resolve("deploy-hooks.json");
        Awaitility.await(place.job())
                .untilAsserted(() -> assertThat(
                                ReportJson.read(Files.readString(file)).result().outcome())
                        .isEqualTo(outcome));
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
