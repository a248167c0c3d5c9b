package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.sf.json.JSONObject;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.actions.LogAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.graphanalysis.NodeStepTypePredicate;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Scripted Pipelines, in the sandbox and without approvals. */
@WithJenkins
class PhasesTest {
    private static JenkinsRule jenkins;

    @TempDir
    private Path dir;

    private Trail trail;

    @BeforeAll
    static void startJenkins(JenkinsRule started) {
        jenkins = started;
    }

    @BeforeEach
    void layTrail() {
        trail = new Trail(dir);
    }

    @Test
    @Requirement({"S3", "S11", "S13", "S22"})
    void hooksRunAroundTheBodies() throws Exception {
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

    @Test
    @Requirement({"S30", "S31", "S33", "S53", "S55"})
    void theEventsOfPlatformShHaveTheirPlaces() throws Exception {
        String file = "hooks:\n  build: |\n    " + trail.leave("build hook") + "\n  deploy: |\n    "
                + trail.leave("deploy hook") + "; exit 1\n  post_deploy: |\n    " + trail.leave("post_deploy hook")
                + "\n";
        jenkins.buildAndAssertStatus(
                Result.UNSTABLE,
                Trail.job(
                        jenkins,
                        "node { writeFile file: '.platform.app.yaml', text: '''" + file + "'''; withDeployLifecycle { "
                                + trail.phases() + " } }"));
        assertThat(trail.lines()).containsExactly("build", "build hook", "run", "deploy hook", "post_deploy hook");
    }

    @Test
    @Requirement({"S38", "S26"})
    void aHookWithoutAnEndIsCutOffAndSaidToBeTimedOut() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(
                Result.FAILURE,
                Trail.job(
                        jenkins,
                        "node { withDeployLifecycle(hooks: [lifecycleHook(event: 'preRun', run: 'sleep 300', timeout:"
                                + " '2s'), lifecycleHook(event: 'runFailed', run: '''"
                                + trail.leave("$DEPLOY_FAILED_HOOK $DEPLOY_PHASE") + "''')]) { " + trail.phases()
                                + " } }"));
        assertThat(trail.lines()).containsExactly("build", "preRun run");
        JSONObject deployment = jenkins.getJSON(build.getUrl() + "deployHooks/api/json")
                .getJSONObject()
                .getJSONArray("deployments")
                .getJSONObject(0);
        assertThat(deployment.getString("outcome")).isEqualTo("failed");
        assertThat(deployment.getString("failedStep")).isEqualTo("preRun");
        String states = deployment.getJSONArray("steps").toString();
        assertThat(states).contains("TIMED_OUT");
    }

    @Test
    void eachHookIsAStepWithALogOfItsOwn() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(Trail.job(
                jenkins,
                "node { withDeployLifecycle(hooks: [lifecycleHook(event: 'preBuild', name: 'tools', run: 'echo of the"
                        + " tools'), lifecycleHook(event: 'preBuild', name: 'keys', run: 'echo of the keys')]) { "
                        + trail.phases()
                        + " } }"));
        List<FlowNode> hooks =
                new DepthFirstScanner().filteredNodes(build.getExecution(), new NodeStepTypePredicate("deployHook"));
        assertThat(hooks)
                .extracting(FlowNode::getDisplayName)
                .containsExactlyInAnyOrder("preBuild: tools", "preBuild: keys");
        for (FlowNode hook : hooks) {
            StringWriter log = new StringWriter();
            hook.getAction(LogAction.class).getLogText().writeLogTo(0, log);
            String name = hook.getDisplayName().substring("preBuild: ".length());
            assertThat(log.toString())
                    .contains("of the " + name)
                    .doesNotContain(name.equals("keys") ? "tools" : "keys");
        }
    }

    /** The deployment has had its answer; the build has failed all the same. */
    @Test
    @Requirement("S24")
    void whatFailsInTheBlockAfterTheDeploymentFailsTheBuild() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(
                Result.FAILURE,
                Trail.job(
                        jenkins,
                        "node { " + trail.definition() + "withDeployLifecycle { " + trail.phases()
                                + " error 'no room for the notes' }; " + trail.body("after") + " }"));
        assertThat(trail.lines())
                .containsExactly("preBuild", "build", "postBuild", "preRun", "run", "runSucceeded", "cleanup");
        jenkins.assertLogContains("ERROR: no room for the notes", build);
        Path file = build.getRootDir().toPath().resolve("deploy-hooks.json");
        Awaitility.await().untilAsserted(() -> {
            Report report = ReportJson.read(Files.readString(file));
            assertThat(report.result().outcome()).isEqualTo("success");
        });
    }
}
