package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Util;
import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.commons.io.FileUtils;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.actions.BodyInvocationAction;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.nodes.StepEndNode;
import org.jenkinsci.plugins.workflow.cps.nodes.StepStartNode;
import org.jenkinsci.plugins.workflow.flow.GraphListener;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/**
 * A crash in the moment after a step of a deployment ended and before the next one begins. Jenkins saves a program there
 * in which nothing runs: what is to start next is in memory alone, and it does not come back with the program.
 */
public class CrashBetweenStepsTest {
    /** What a build's directory was in that moment, by the names of the jobs. */
    private static final Map<String, Path> SAVED = new ConcurrentHashMap<>();

    private static final String PROGRESS = "progress.json";

    private static volatile Path copies;

    private static final Map<String, Predicate<FlowNode>> MOMENTS = Map.of(
            "first", node -> isHook("preRun", node),
            "body", node -> isBodyOf("run", node),
            "answer", node -> isHook("runSucceeded", node),
            "failing", node -> isHook("runFailed", node),
            "end", node -> node instanceof StepEndNode end && isPhase("run", end.getStartNode()),
            "skipped", node -> node instanceof StepStartNode && "skipped hooks".equals(label(node)),
            "close", node -> isHook("cleanup", node));

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path dir;

    @Test
    @Requirement({"S25", "S56"})
    void theDeploymentGoesOn() throws Throwable {
        SAVED.clear();
        copies = dir.resolve("copies");
        sessions.then(jenkins -> {
            for (String moment : MOMENTS.keySet()) {
                WorkflowJob job = jenkins.createProject(WorkflowJob.class, moment);
                job.setDefinition(new CpsFlowDefinition(script(moment), true));
                job.scheduleBuild2(0).waitForStart();
            }
            jenkins.waitUntilNoActivity();
        });
        for (String moment : MOMENTS.keySet()) {
            Files.deleteIfExists(trail(moment).file());
            File build = new File(sessions.getHome(), "jobs/" + moment + "/builds/1");
            Util.deleteRecursive(build);
            FileUtils.copyDirectory(SAVED.get(moment).toFile(), build);
        }
        ahead();
        sessions.then(jenkins -> {
            goesOn(jenkins.jenkins.getItemByFullName("first", WorkflowJob.class), Result.SUCCESS);
            goesOn(jenkins.jenkins.getItemByFullName("body", WorkflowJob.class), Result.SUCCESS);
            goesOn(jenkins.jenkins.getItemByFullName("answer", WorkflowJob.class), Result.SUCCESS);
            goesOn(jenkins.jenkins.getItemByFullName("failing", WorkflowJob.class), Result.FAILURE);
            goesOn(jenkins.jenkins.getItemByFullName("end", WorkflowJob.class), Result.SUCCESS);
            WorkflowJob skipped = jenkins.jenkins.getItemByFullName("skipped", WorkflowJob.class);
            goesOn(skipped, Result.SUCCESS);
            assertThat(new DepthFirstScanner()
                            .allNodes(skipped.getBuildByNumber(1).getExecution()))
                    .extracting(CrashBetweenStepsTest::label)
                    .containsOnlyOnce("runFailed: hook");
            goesOn(jenkins.jenkins.getItemByFullName("close", WorkflowJob.class), Result.FAILURE);
        });
        assertThat(trail("first").lines()).containsExactly("preRun", "run", "runSucceeded", "cleanup");
        assertThat(trail("body").lines()).containsExactly("run", "runSucceeded", "cleanup");
        assertThat(trail("answer").lines()).containsExactly("runSucceeded", "cleanup");
        assertThat(trail("failing").lines()).containsExactly("runFailed FAILED", "cleanup");
        assertThat(trail("end").lines()).isEmpty();
        assertThat(trail("skipped").lines()).isEmpty();
        assertThat(trail("close").lines()).containsExactly("cleanup");
    }

    /** The files know already of the hook that the program was about to begin: they are written first. */
    private void ahead() throws IOException {
        Path files = sessions.getHome().toPath().resolve("jobs/first/builds/1/deploy-hooks");
        for (Path deployment : Shop.entries(files)) {
            if (Files.exists(deployment.resolve(PROGRESS))) {
                Files.copy(dir.resolve(PROGRESS), deployment.resolve(PROGRESS), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private String script(String moment) throws IOException {
        Trail trail = trail(moment);
        String keep = "cp \"" + sessions.getHome() + "\"/jobs/first/builds/1/deploy-hooks/*/" + PROGRESS + " " + dir;
        String phases =
                switch (moment) {
                    case "failing" -> "deployHooks('build') { error 'broken' }";
                    case "close" -> "deployHooks('build') { }; error 'between'";
                    default -> trail.phases();
                };
        String definition = moment.equals("first") ? trail.definition("preRun", keep) : trail.definition();
        return "node { " + definition + "withDeployLifecycle { " + phases + " } }";
    }

    private Trail trail(String moment) throws IOException {
        return new Trail(Files.createDirectories(dir.resolve(moment)));
    }

    private static void goesOn(WorkflowJob job, Result result) {
        WorkflowRun build = job.getBuildByNumber(1);
        Awaitility.await(job.getName()).atMost(Duration.ofSeconds(60)).until(() -> !build.isBuilding());
        assertThat(build.getResult()).as(job.getName()).isEqualTo(result);
    }

    private static boolean isHook(String event, FlowNode node) {
        return node instanceof StepStartNode && label(node).startsWith(event + ":");
    }

    /** Empty: it has none. */
    private static String label(FlowNode node) {
        LabelAction label = node.getAction(LabelAction.class);
        return label == null ? "" : label.getDisplayName();
    }

    private static boolean isBodyOf(String phase, FlowNode node) {
        return node instanceof StepStartNode
                && node.getAction(BodyInvocationAction.class) != null
                && node.getAction(LabelAction.class) == null
                && isPhase(
                        phase,
                        node.getParents().get(0).getEnclosingBlocks().stream()
                                .findFirst()
                                .orElseThrow());
    }

    private static boolean isPhase(String phase, FlowNode node) {
        return node instanceof BlockStartNode && phase.equals(ArgumentsAction.getStepArgumentsAsString(node));
    }

    /** Keeps a build's directory as it is while the program is about to go on. */
    @TestExtension
    public static final class Keeper implements GraphListener.Synchronous {
        @Override
        public void onNewHead(FlowNode node) {
            try {
                WorkflowRun build = (WorkflowRun) node.getExecution().getOwner().getExecutable();
                String moment = build.getParent().getName();
                if (MOMENTS.get(moment).test(node) && !SAVED.containsKey(moment)) {
                    Path copy = copies.resolve(moment);
                    FileUtils.copyDirectory(build.getRootDir(), copy.toFile());
                    SAVED.put(moment, copy);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
