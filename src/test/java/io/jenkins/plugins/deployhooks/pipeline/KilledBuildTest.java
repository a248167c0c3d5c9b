package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A build is ended by force in the middle of a deployment: no step of ours hears of it. */
@WithJenkins
class KilledBuildTest {
    @TempDir
    private Path dir;

    @Test
    void itsReportSaysSo(JenkinsRule jenkins) throws Exception {
        Trail trail = new Trail(dir);
        String gate = "while ! test -e " + dir.resolve("open") + "; do sleep 0.2; done";
        WorkflowRun build = Trail.job(
                        jenkins,
                        "node { " + trail.definition("preRun", gate) + "withDeployLifecycle { " + trail.phases()
                                + " } }")
                .scheduleBuild2(0)
                .waitForStart();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> trail.has("preRun"));

        build.doKill();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        Report report =
                ReportJson.read(Files.readString(build.getRootDir().toPath().resolve("deploy-hooks.json")));
        assertThat(report.result().outcome()).isEqualTo("aborted");
        assertThat(report.result().failedStep()).isEqualTo("preRun");
        assertThat(report.result().reason()).contains("ended with the result ABORTED before its deployment did");
        String rest = jenkins.getJSON(build.getUrl() + "deployHooks/api/json").getContentAsString();
        assertThat(rest).contains("\"outcome\":\"aborted\"").doesNotContain("RUNNING", "PENDING");
        Files.createFile(dir.resolve("open"));
        assertThat(trail.lines()).containsExactly("preBuild", "build", "postBuild", "preRun");
    }
}
