package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.cps.CpsThread;
import org.jenkinsci.plugins.workflow.cps.nodes.StepEndNode;
import org.jenkinsci.plugins.workflow.cps.nodes.StepStartNode;
import org.jenkinsci.plugins.workflow.flow.GraphListener;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Somebody stops a build in the moments between two steps of its deployment, when nothing runs that could be stopped: right
 * after a hook has ended, and when the next one is about to begin. All builds run in one Jenkins, at once.
 */
@WithJenkins
public class BetweenStepsTest {
    private static final Duration SOON = Duration.ofSeconds(120);

    /** What is still to be done to a build, by its job and its moment. */
    private static final Map<String, Deed> DEEDS = new ConcurrentHashMap<>();

    private static JenkinsRule jenkins;

    @TempDir
    private Path dir;

    private final List<Place> places = new ArrayList<>();

    @BeforeAll
    static void startJenkins(JenkinsRule started) throws Exception {
        jenkins = started;
        jenkins.jenkins.setNumExecutors(12);
    }

    /** Something done to a build, on the thread of its program. */
    private interface Deed {
        void on(WorkflowRun build) throws Exception;
    }

    private record Place(String moment, WorkflowRun build, Trail trail, List<String> lines) {}

    private static void abort(WorkflowRun build) throws Exception {
        ((CpsFlowExecution) build.getExecution()).interrupt(Result.ABORTED);
    }

    /** Here and now, before anything else of the program runs; an abort comes when that has handed over. */
    private static void stopAtOnce(WorkflowRun build) {
        for (CpsThread thread : CpsThread.current().getGroup().getThreads()) {
            if (thread.getStep() instanceof WithDeployLifecycleExecution step) {
                step.stop(new FlowInterruptedException(Result.ABORTED));
            }
        }
    }

    /** Stops at {@code moment}; what its hooks and bodies have to have left at the end. */
    private void stop(Deed deed, String moment, String lines) throws Exception {
        place(deed, moment, lines, "deployHooks('build') { %s }; deployHooks('run') { %s }");
    }

    private void place(Deed deed, String moment, String lines, String phases) throws Exception {
        Trail trail = new Trail(Files.createDirectories(dir.resolve("place" + places.size())));
        String script = "node { " + trail.definition() + "withDeployLifecycle(environment: 'e" + places.size() + "') { "
                + phases.formatted(trail.body("build"), trail.body("run")) + " } }";
        String job = "job" + places.size();
        DEEDS.put(job + " " + moment, deed);
        var created = Trail.job(jenkins, script);
        created.renameTo(job);
        places.add(new Place(moment, created.scheduleBuild2(0).waitForStart(), trail, List.of(lines.split(","))));
    }

    @Test
    @Requirement({"S24", "S25", "S57", "D16"})
    void isAnsweredOnce() throws Exception {
        String all = "preBuild,build,postBuild,preRun,run,runSucceeded,cleanup";
        stop(BetweenStepsTest::abort, "after preBuild", "preBuild,runFailed ABORTED,cleanup");
        stop(BetweenStepsTest::abort, "before postBuild", "preBuild,build,runFailed ABORTED,cleanup");
        stop(BetweenStepsTest::abort, "after preRun", "preBuild,build,postBuild,preRun,runFailed ABORTED,cleanup");
        // One of the two begins always, and a secret is removed.
        stop(BetweenStepsTest::abort, "before runSucceeded", all);
        stop(BetweenStepsTest::abort, "after runSucceeded", all);
        place(
                BetweenStepsTest::abort,
                "before runFailed",
                "preBuild,runFailed FAILED,cleanup",
                "deployHooks('build') { error 'broken' }");
        // Whoever ends steps by force ends the step of the phase: what has not begun does not begin, and the one around
        // it answers.
        stop(WorkflowRun::doTerm, "after preBuild", "preBuild,runFailed ABORTED,cleanup");
        stop(WorkflowRun::doTerm, "before postBuild", "preBuild,build,runFailed ABORTED,cleanup");
        stop(WorkflowRun::doTerm, "after preRun", "preBuild,build,postBuild,preRun,runFailed ABORTED,cleanup");
        stop(WorkflowRun::doTerm, "before preRun", "preBuild,build,postBuild,runFailed ABORTED,cleanup");
        stop(WorkflowRun::doTerm, "before runSucceeded", all);
        for (Place place : places) {
            Awaitility.await(place.moment())
                    .atMost(SOON)
                    .until(() -> !place.build().isBuilding());
        }
        for (Place place : places) {
            assertThat(place.trail().lines()).as(place.moment()).isEqualTo(place.lines());
            jenkins.assertBuildStatus(Result.ABORTED, place.build());
            assertThat(Shop.report(place.build()).path("result").path("outcome").asText())
                    .as(place.moment())
                    .isEqualTo(place.moment().equals("before runFailed") ? "failed" : "aborted");
        }
        assertThat(Files.list(jenkins.jenkins.getRootDir().toPath().resolve("deploy-hooks/locks")))
                .isEmpty();
    }

    /** A body has begun and none of its steps has: Jenkins stops the body, and nobody asks the step of the phase. */
    @Test
    @Requirement({"S25", "J"})
    void whoStopsWhileSkippedHooksAreShownStops() throws Exception {
        for (String around : List.of("", "timeout(5) ", "retry(1) ")) {
            Trail trail = new Trail(Files.createDirectories(dir.resolve("around" + around.length())));
            String definition =
                    "writeFile file: 'deploy-hooks.yml', text: '''version: 1\nhooks:\n  postBuild: {run: echo"
                            + " never, when: {fromCache: true}}\n  runFailed: "
                            + trail.leave("runFailed $DEPLOY_RESULT") + "\n'''\n";
            String block = "withDeployLifecycle { " + trail.phases() + " }";
            String shown = "before skipped hooks";
            WorkflowJob building = Trail.job(
                    jenkins, "node { " + definition + (around.isEmpty() ? block : around + "{ " + block + " }") + " }");
            building.renameTo("building" + around.length());
            DEEDS.put(building.getName() + " " + shown, BetweenStepsTest::abort);
            WorkflowRun build = building.scheduleBuild2(0).waitForStart();
            Awaitility.await(around).atMost(SOON).until(() -> !build.isBuilding());

            assertThat(trail.lines()).as(around).containsExactly("build", "runFailed ABORTED");
            jenkins.assertBuildStatus(Result.ABORTED, build);
            assertThat(Shop.report(build).path("result").path("outcome").asText())
                    .isEqualTo("aborted");
        }
    }

    /** The deployment has succeeded by then; what comes after it does not begin. */
    @Test
    @Requirement({"S25", "J"})
    void nothingFollowsWhereSomebodyStopsWhileTheLastSkippedHooksAreShown() throws Exception {
        Trail trail = new Trail(dir);
        WorkflowJob job = Trail.job(
                jenkins,
                "node { " + trail.definition() + "withDeployLifecycle { " + trail.phases() + " }; "
                        + trail.body("after") + " }");
        job.renameTo("after");
        DEEDS.put("after before skipped hooks", BetweenStepsTest::abort);
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        Awaitility.await().atMost(SOON).until(() -> !build.isBuilding());

        assertThat(trail.lines())
                .containsExactly("preBuild", "build", "postBuild", "preRun", "run", "runSucceeded", "cleanup");
        jenkins.assertBuildStatus(Result.ABORTED, build);
        assertThat(Shop.report(build).path("result").path("outcome").asText()).isEqualTo("success");
    }

    /** What follows is a matter of minutes by then, for the one that begins all the same, too. */
    @Test
    @Requirement({"S25", "D16"})
    void whatIsSparedHasTheTimeOfAnAbort() throws Exception {
        Trail trail = new Trail(dir);
        WorkflowJob job = Trail.job(
                jenkins,
                "withDeployLifecycle { node { " + trail.definition() + "deployHooks('build') { } }; error 'broken' }");
        job.renameTo("spared");
        DEEDS.put("spared after runFailed", BetweenStepsTest::stopAtOnce);
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        Awaitility.await().atMost(SOON).until(() -> !build.isBuilding());

        assertThat(trail.lines()).containsExactly("preBuild", "postBuild", "runFailed FAILED", "cleanup");
        assertThat(JenkinsRule.getLog(build)).containsOnlyOnce("Timeout set to expire in 5 min");
    }

    /** Nobody is around the hooks of an event. */
    @Test
    void theNextHookOfAnEventThatIsEndedByForceDoesNotBegin() throws Exception {
        for (String moment : List.of("after preBuild", "before preBuild")) {
            Trail trail = new Trail(Files.createDirectories(dir.resolve(moment.substring(0, 5))));
            WorkflowJob job = Trail.job(
                    jenkins,
                    "node { writeFile file: 'deploy-hooks.yml', text: '''version: 1\nhooks:\n  preBuild:\n"
                            + "  - {name: one, run: echo one >> " + trail.file() + "}\n"
                            + "  - {name: two, run: echo two >> " + trail.file()
                            + "}\n'''\n deployHooks 'preBuild' }");
            String name = moment.replace(' ', '-');
            job.renameTo(name);
            DEEDS.put(name + " " + moment, WorkflowRun::doTerm);
            WorkflowRun build = job.scheduleBuild2(0).waitForStart();
            Awaitility.await(moment).atMost(SOON).until(() -> !build.isBuilding());

            assertThat(trail.lines()).as(moment).isEqualTo(moment.startsWith("after") ? List.of("one") : List.of());
            jenkins.assertBuildStatus(Result.ABORTED, build);
            assertThat(Shop.report(build).path("result").path("outcome").asText())
                    .as(moment)
                    .isEqualTo("aborted");
        }
    }

    /** Does what is to be done at the beginning and at the end of the steps of hooks. */
    @TestExtension
    public static final class Watcher implements GraphListener.Synchronous {
        @Override
        public void onNewHead(FlowNode node) {
            boolean end = node instanceof StepEndNode;
            FlowNode start = node instanceof StepEndNode ended ? ended.getStartNode() : node;
            LabelAction label = start.getAction(LabelAction.class);
            if (!(start instanceof StepStartNode) || label == null) {
                return;
            }
            try {
                WorkflowRun build = (WorkflowRun) node.getExecution().getOwner().getExecutable();
                String event = label.getDisplayName().replaceFirst(":.*", "");
                Deed deed = DEEDS.remove(build.getParent().getName() + (end ? " after " : " before ") + event);
                if (deed != null) {
                    deed.on(build);
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
