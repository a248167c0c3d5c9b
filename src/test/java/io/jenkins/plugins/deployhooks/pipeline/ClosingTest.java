package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.pipeline.closing.Closing;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** What is done when a deployment is over is done before its step completes, whatever happens meanwhile. */
class ClosingTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path dir;

    private Trail trail;

    @BeforeEach
    void layTrail() {
        trail = new Trail(dir);
    }

    /** Leaves a line and waits for a file. */
    private static final class Slow implements Closing {
        private final Path dir;

        Slow(Path dir) {
            this.dir = dir;
        }

        @Override
        public void close(LiveDeployment deployment, Outcome outcome) throws IOException, InterruptedException {
            Files.writeString(
                    dir.resolve("trail"),
                    "closing " + outcome + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            while (!Files.exists(dir.resolve("open"))) {
                Thread.sleep(100);
            }
        }
    }

    /** Has a fault. */
    private static final class Broken implements Closing {
        @Override
        public void close(LiveDeployment deployment, Outcome outcome) throws IOException {
            throw new IOException("broken");
        }
    }

    private void extend() {
        ExtensionList.lookup(Closing.class).add(new Broken());
        ExtensionList.lookup(Closing.class).add(new Slow(dir));
    }

    private void restartWhileClosing(String phases, Result result) throws Throwable {
        sessions.then(jenkins -> {
            extend();
            WorkflowJob job = Trail.job(
                    jenkins,
                    "node { " + trail.definition() + "try { withDeployLifecycle { " + phases + " } } finally { "
                            + trail.body("after") + " } }");
            job.scheduleBuild2(0).waitForStart();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> trail.lines().toString().contains("closing"));
        });
        assertThat(trail.lines()).doesNotContain("after");
        Files.createFile(dir.resolve("open"));
        sessions.then(jenkins -> {
            extend();
            WorkflowJob job = (WorkflowJob) jenkins.jenkins.getAllItems().get(0);
            jenkins.assertBuildStatus(result, jenkins.waitForCompletion(job.getBuildByNumber(1)));
        });
    }

    @Test
    void aSuccessIsClosedAgainAfterARestart() throws Throwable {
        restartWhileClosing("deployHooks('run') { }", Result.SUCCESS);
        // once before the restart; after it perhaps before the test could say what else there is to close
        assertThat(trail.lines())
                .startsWith("preRun", "runSucceeded", "cleanup", "closing SUCCESS")
                .endsWith("after");
    }

    @Test
    void aFailureStaysOne() throws Throwable {
        restartWhileClosing("deployHooks('build') { error 'the build is broken' }", Result.FAILURE);
        assertThat(trail.lines())
                .startsWith("preBuild", "runFailed FAILED", "cleanup", "closing FAILED")
                .endsWith("after");
    }

    /** It is closed by its last phase, and its commands are gone. */
    @Test
    @Requirement("S56")
    void aBlockThatGoesOnBehindItsPhasesGoesOnAfterARestart() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowJob job = Trail.job(
                    jenkins,
                    "node { " + trail.definition() + "withDeployLifecycle { " + trail.phases() + trail.body("behind")
                            + "\nsh 'while ! test -e " + dir.resolve("open") + "; do sleep 0.1; done' }\n"
                            + trail.body("after") + " }");
            WorkflowRun build = job.scheduleBuild2(0).waitForStart();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> trail.has("behind"));
            assertThat(plan(build)).doesNotContain(trail.file().toString());
        });
        Files.createFile(dir.resolve("open"));
        sessions.then(jenkins -> {
            WorkflowJob job = (WorkflowJob) jenkins.jenkins.getAllItems().get(0);
            WorkflowRun build = jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(job.getBuildByNumber(1)));
            assertThat(Files.readString(build.getRootDir().toPath().resolve("deploy-hooks.json")))
                    .contains("\"outcome\" : \"success\"")
                    .doesNotContain("PENDING", "RUNNING");
        });
        assertThat(trail.lines())
                .containsExactly(
                        "preBuild",
                        "build",
                        "postBuild",
                        "preRun",
                        "run",
                        "runSucceeded",
                        "cleanup",
                        "behind",
                        "after");
    }

    private static String plan(WorkflowRun build) throws IOException {
        try (Stream<Path> files = Files.walk(build.getRootDir().toPath().resolve("deploy-hooks"))) {
            return Files.readString(
                    files.filter(each -> each.endsWith("plan.json")).findFirst().orElseThrow());
        }
    }
}
