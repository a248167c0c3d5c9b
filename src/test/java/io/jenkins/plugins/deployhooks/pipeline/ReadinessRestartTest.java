package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The controller restarts while a deployment waits for its app. */
class ReadinessRestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path dir;

    @Test
    @Requirement({"D11", "S56"})
    void theAppIsAskedAgainForWhatIsLeftOfTheTime() throws Throwable {
        Trail trail = new Trail(dir);
        try (App app = new App()) {
            sessions.then(jenkins -> {
                WorkflowJob job = Trail.job(
                        jenkins,
                        "node { " + app.in(trail.definition(), "1h") + "withDeployLifecycle { " + trail.phases()
                                + " } }");
                WorkflowRun build = job.scheduleBuild2(0).waitForStart();
                Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> app.questions.get() > 0);
                jenkins.waitForMessage("Waiting up to 1h for " + app.url(), build);
            });
            app.ready();
            sessions.then(jenkins -> {
                WorkflowJob job = (WorkflowJob) jenkins.jenkins.getAllItems().get(0);
                WorkflowRun build = job.getBuildByNumber(1);
                jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
                jenkins.assertLogContains("Waiting up to 59m", build);
            });
        }
        assertThat(trail.lines())
                .containsExactly("preBuild", "build", "postBuild", "preRun", "run", "runSucceeded", "cleanup");
    }
}
