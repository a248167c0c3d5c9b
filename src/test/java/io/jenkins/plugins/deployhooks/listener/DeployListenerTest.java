package io.jenkins.plugins.deployhooks.listener;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Other plugins hear what happens in deployments, and cannot disturb them. */
@Requirement("J")
class DeployListenerTest {
    private static final List<String> HEARD = new CopyOnWriteArrayList<>();

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path dir;

    /** Writes down what it hears. */
    @TestExtension
    public static final class Attentive extends DeployListener {
        @Override
        public void onStarted(DeployEvent event) {
            hear("started", event);
        }

        @Override
        public void onHookFinished(DeployEvent event, StepReport hook) {
            hear(hook.id() + " " + hook.state() + " " + hook.attempts().size(), event);
        }

        @Override
        public void onFinished(DeployEvent event) {
            hear("finished " + event.report().result().outcome(), event);
        }

        private static void hear(String what, DeployEvent event) {
            boolean program = Thread.currentThread().getName().contains("CpsVmExecutor");
            HEARD.add(event.run().getNumber() + " " + what + (isSaved(event) ? "" : " before it was saved")
                    + (program ? " on the thread of the program" : ""));
        }

        private static boolean isSaved(DeployEvent event) {
            try (Stream<Path> files =
                    Files.walk(event.run().getRootDir().toPath().resolve("deploy-hooks"))) {
                return files.anyMatch(file -> file.endsWith("progress.json"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Cannot stand anything. */
    @TestExtension
    public static final class Sensitive extends DeployListener {
        @Override
        public void onStarted(DeployEvent event) {
            throw new IllegalStateException("no start");
        }

        @Override
        public void onHookFinished(DeployEvent event, StepReport hook) {
            throw new NoSuchMethodError("of another version");
        }

        @Override
        public void onFinished(DeployEvent event) {
            throw new IllegalStateException("no end");
        }
    }

    private static String hook(String event, String more) {
        return "lifecycleHook(event: '" + event + "', " + more + ")";
    }

    private String gate() {
        return "touch " + dir.resolve("waits") + "; until test -e " + dir.resolve("open") + "; do sleep 0.1; done";
    }

    private String once() {
        Path tried = dir.resolve("tried");
        return "test -e " + tried + " || { touch " + tried + "; exit 3; }";
    }

    private void start(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job");
        String hooks = String.join(
                ", ",
                hook("preBuild", "run: 'true'"),
                hook("preRun", "run: '" + gate() + "'"),
                hook("runSucceeded", "name: 'second', retries: 1, run: '" + once() + "'"),
                hook("runFailed", "run: 'true'"),
                hook("cleanup", "run: 'exit 1', onFailure: 'warn'"));
        job.setDefinition(new CpsFlowDefinition(
                "node { withDeployLifecycle(profile: 'native', hooks: [" + hooks
                        + "]) { deployHooks('build') { echo 'b' }; deployHooks('run') { echo 'r' } } }",
                true));
        job.scheduleBuild2(0).waitForStart();
    }

    private void awaitGate() {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(dir.resolve("waits")));
    }

    @Test
    void theyHearEverythingInOrderAlsoAcrossARestartAndOfAKilledBuild() throws Throwable {
        HEARD.clear();
        sessions.then(jenkins -> {
            start(jenkins);
            awaitGate();
        });
        assertThat(HEARD).containsExactly("1 started", "1 preBuild SUCCEEDED 1");
        sessions.then(jenkins -> {
            WorkflowJob job = jenkins.jenkins.getItemByFullName("job", WorkflowJob.class);
            Files.createFile(dir.resolve("open"));
            WorkflowRun build =
                    jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(job.getBuildByNumber(1)));
            assertThat(HEARD.subList(2, HEARD.size()))
                    .containsExactly(
                            "1 preRun SUCCEEDED 1",
                            "1 runSucceeded/second SUCCEEDED 2",
                            "1 cleanup FAILED 1",
                            "1 finished success");
            Path report = build.getRootDir().toPath().resolve("deploy-hooks.json");
            assertThat(Files.readString(report))
                    .contains("the listener " + Sensitive.class.getName() + " has failed", "of another version");

            HEARD.clear();
            Files.delete(dir.resolve("waits"));
            Files.delete(dir.resolve("open"));
            WorkflowRun killed = job.scheduleBuild2(0).waitForStart();
            awaitGate();
            killed.doKill();
            jenkins.waitForCompletion(killed);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(HEARD)
                            .containsExactly("2 started", "2 preBuild SUCCEEDED 1", "2 finished aborted"));
            // Its hook goes on, since nobody stops the processes of a build that is killed.
            Files.createFile(dir.resolve("open"));
        });
    }
}
