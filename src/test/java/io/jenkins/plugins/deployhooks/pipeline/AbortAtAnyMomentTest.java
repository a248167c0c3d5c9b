package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import io.jenkins.plugins.deployhooks.ui.DeployHooksAction;
import io.jenkins.plugins.deployhooks.ui.view.DeploymentView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jenkins.util.Timer;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.flow.GraphListener;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Builds that are aborted at moments that nobody has chosen: shortly after the n-th node of their graph. Each end has to keep
 * the promises. The seed is in the name of each failure; {@code -DabortAtAnyMoment.seed=…} plays it again, as far as threads
 * allow.
 */
@WithJenkins
public class AbortAtAnyMomentTest {
    private static final int BUILDS = 12;
    private static final int MOST_NODES = 70;
    private static final int LONGEST_WAIT = 150;

    private static final Map<String, Moment> MOMENTS = new ConcurrentHashMap<>();

    private final long seed =
            Long.getLong("abortAtAnyMoment.seed", ThreadLocalRandom.current().nextLong());
    private final String sleep = "sleep 1000." + ThreadLocalRandom.current().nextInt(1_000_000, 10_000_000);

    @TempDir
    private Path dir;

    /** When a build is aborted. */
    private record Moment(AtomicInteger nodesLeft, int millis) {}

    private record Place(String name, WorkflowRun build, Trail trail) {}

    private Place start(JenkinsRule jenkins, int number, Random random) throws Exception {
        Moment moment = new Moment(new AtomicInteger(1 + random.nextInt(MOST_NODES)), random.nextInt(LONGEST_WAIT));
        String name = "job" + number;
        String shown = name + " " + moment + " seed " + seed;
        MOMENTS.put(name, moment);
        Trail trail = new Trail(Files.createDirectories(dir.resolve(name)));
        String definition = trail.definition("preRun", "setsid " + sleep + " & sleep 0.3; kill $!", "cleanup", "true");
        // Some wait for the lock of others.
        String with = "withDeployLifecycle(app: 'shop', environment: 'e" + number / 3 + "') { ";
        String apart = with + "node { " + definition + "deployHooks('build') { " + trail.body("build")
                + " } }; sleep 1; node { deployHooks('run') { " + trail.body("run") + " } } }";
        String together = "node { " + definition + with + trail.phases() + " } }";
        WorkflowJob job = Trail.job(jenkins, number % 3 == 0 ? apart : together);
        job.renameTo(name);
        return new Place(shown, job.scheduleBuild2(0).waitForStart(), trail);
    }

    @Test
    @Requirement({"S24", "S25", "S38", "S56", "S57", "D16"})
    void theDeploymentEndsAsPromised(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setNumExecutors(BUILDS);
        Random random = new Random(seed);
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < BUILDS; i++) {
            places.add(start(jenkins, i, random));
        }
        for (Place place : places) {
            Awaitility.await(place.name())
                    .atMost(Duration.ofMinutes(3))
                    .until(() -> !place.build().isBuilding());
        }
        for (Place place : places) {
            keepsThePromises(place);
        }
        assertThat(ProcessHandle.allProcesses()
                        .map(process -> process.info().commandLine().orElse(""))
                        .filter(line -> line.contains(sleep)))
                .as("seed " + seed)
                .isEmpty();
        Path locks = jenkins.jenkins.getRootDir().toPath().resolve("deploy-hooks/locks");
        assertThat(Shop.entries(locks)).as("seed " + seed).isEmpty();
    }

    private static void keepsThePromises(Place place) throws Exception {
        String name = place.name() + " " + place.trail().lines();
        assertThat(place.build().getResult()).as(name).isIn(Result.ABORTED, Result.SUCCESS);
        assertThat(place.trail().lines()).as(name).doesNotHaveDuplicates();
        DeployHooksAction action = place.build().getAction(DeployHooksAction.class);
        List<DeploymentView> deployments = action == null ? List.of() : action.getDeployments();
        if (deployments.isEmpty()) {
            assertThat(place.trail().lines()).as(name).isEmpty();
            return;
        }
        DeploymentView view = deployments.get(0);
        assertThat(view.getOutcome()).as(name).isIn("aborted", "success");
        assertThat(view.getReason()).as(name).doesNotContain("before its deployment did");
        assertThat(view.report().events())
                .as(name)
                .flatExtracting(event -> event.hooks())
                .extracting(StepReport::state)
                .doesNotContain(StepReport.State.PENDING, StepReport.State.RUNNING);
        assertThat(begun(view, "runSucceeded") ^ begun(view, "runFailed"))
                .as(name)
                .isTrue();
        assertThat(begun(view, "cleanup")).as(name).isTrue();
        if (view.getOutcome().equals("success")) {
            assertThat(begun(view, "runSucceeded")).as(name).isTrue();
        }
    }

    private static boolean begun(DeploymentView view, String event) {
        return view.report().events().stream()
                .filter(each -> each.event().equals(event))
                .flatMap(each -> each.hooks().stream())
                .anyMatch(hook -> !hook.attempts().isEmpty());
    }

    /** Counts the nodes of the builds. */
    @TestExtension
    public static final class Counter implements GraphListener.Synchronous {
        @Override
        public void onNewHead(FlowNode node) {
            try {
                WorkflowRun build = (WorkflowRun) node.getExecution().getOwner().getExecutable();
                Moment moment = MOMENTS.get(build.getParent().getName());
                if (moment != null && moment.nodesLeft().decrementAndGet() == 0) {
                    Timer.get().schedule(build::doStop, moment.millis(), TimeUnit.MILLISECONDS);
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
