package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Scripted Pipelines, in the sandbox and without approvals. */
@WithJenkins
class PhasesTest {
    @TempDir
    private Path dir;

    private Trail trail;

    @BeforeEach
    void layTrail() {
        trail = new Trail(dir);
    }

    @Test
    @Requirement({"S3", "S11", "S13", "S22"})
    void hooksRunAroundTheBodies(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(Trail.job(
                jenkins, "node { " + trail.definition() + "withDeployLifecycle { " + trail.phases() + " } }"));
        assertThat(trail.lines())
                .containsExactly("preBuild", "build", "postBuild", "preRun", "run", "runSucceeded", "cleanup");
        Path file = build.getRootDir().toPath().resolve("deploy-hooks.json");
        Awaitility.await().untilAsserted(() -> {
            Report report = ReportJson.read(Files.readString(file));
            assertThat(report.result().outcome()).isEqualTo("success");
        });
    }
}
