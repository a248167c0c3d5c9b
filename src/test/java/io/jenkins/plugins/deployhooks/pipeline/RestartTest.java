package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The controller is stopped in the ordinary way in the middle of a deployment. */
class RestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path dir;

    private Trail trail;

    @BeforeEach
    void layTrail() {
        trail = new Trail(dir);
    }

    /** A command that waits until {@link #open} was called. */
    private String gate() {
        return "while ! test -e " + dir.resolve("open") + "; do sleep 0.2; done";
    }

    private void restartAt(String line, String script, Result result) throws Throwable {
        sessions.then(jenkins -> {
            WorkflowJob job = Trail.job(jenkins, script);
            job.scheduleBuild2(0).waitForStart();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> trail.has(line));
        });
        Files.createFile(dir.resolve("open"));
        sessions.then(jenkins -> {
            WorkflowJob job = (WorkflowJob) jenkins.jenkins.getAllItems().get(0);
            WorkflowRun build = job.getBuildByNumber(1);
            jenkins.assertBuildStatus(result, jenkins.waitForCompletion(build));
            Path file = build.getRootDir().toPath().resolve("deploy-hooks.json");
            Awaitility.await().untilAsserted(() -> {
                Report report = ReportJson.read(Files.readString(file));
                assertThat(report.result().outcome()).isEqualTo(result == Result.SUCCESS ? "success" : "failed");
            });
        });
    }

    @Test
    @Requirement({"S25", "S56"})
    void inAHook() throws Throwable {
        restartAt(
                "preRun",
                "node { " + trail.definition("preRun", gate()) + "withDeployLifecycle { " + trail.phases() + " } }",
                Result.SUCCESS);
        assertThat(trail.lines())
                .containsExactly("preBuild", "build", "postBuild", "preRun", "run", "runSucceeded", "cleanup");
    }

    @Test
    @Requirement({"S25", "S56"})
    void inABodyThatThenFails() throws Throwable {
        restartAt(
                "run",
                "node { " + trail.definition() + "withDeployLifecycle { deployHooks('build') { }; deployHooks('run') { "
                        + trail.body("run") + "; sh '" + gate() + "; exit 1' } } }",
                Result.FAILURE);
        assertThat(trail.lines())
                .containsExactly("preBuild", "postBuild", "preRun", "run", "runFailed FAILED", "cleanup");
    }

    @Test
    @Requirement({"S25", "S56"})
    void inRunFailed() throws Throwable {
        restartAt(
                "runFailed FAILED",
                "node { " + trail.definition("runFailed", gate())
                        + "withDeployLifecycle { deployHooks('build') { error 'the build is broken' } } }",
                Result.FAILURE);
        assertThat(trail.lines()).containsExactly("preBuild", "runFailed FAILED", "cleanup");
    }

    @Test
    @Requirement({"S25", "S56"})
    void betweenThePhases() throws Throwable {
        restartAt(
                "between",
                "withDeployLifecycle { node { " + trail.definition() + "deployHooks('build') { "
                        + trail.body("build") + " }; " + trail.body("between") + "; sh '" + gate()
                        + "' }; node { deployHooks('run') { " + trail.body("run") + " } } }",
                Result.SUCCESS);
        assertThat(trail.lines())
                .containsExactly(
                        "preBuild", "build", "postBuild", "between", "preRun", "run", "runSucceeded", "cleanup");
    }
}
