package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.ui.DeployHooksAction;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The rules of the events of Platform.sh, in a Pipeline. */
@WithJenkins
class PlatformShEventsTest {
    private static JenkinsRule jenkins;

    @TempDir
    private Path dir;

    private Trail trail;

    @BeforeAll
    static void remember(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void layTrail() {
        trail = new Trail(dir);
    }

    private String deployment(String definition, String phases) {
        return "writeFile file: 'deploy-hooks.yml', text: '''version: 1\nprofile: platform-sh\n"
                + definition.replace("\\", "\\\\") + "'''\nwithDeployLifecycle(cache: false) { " + phases + " }\n";
    }

    private String hooks(String... eventsAndMore) {
        StringBuilder yaml = new StringBuilder("hooks:\n");
        for (int i = 0; i < eventsAndMore.length; i += 2) {
            String event = eventsAndMore[i];
            yaml.append("  ").append(event).append(": |\n    ").append(trail.leave(event));
            yaml.append("; ").append(eventsAndMore[i + 1]).append('\n');
        }
        return yaml.toString();
    }

    @Test
    @Requirement("S33")
    void aFailedPostDeployMakesTheBuildUnstable() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(
                Result.UNSTABLE,
                Trail.job(
                        jenkins,
                        "node { " + deployment(hooks("deploy", "true", "post_deploy", "exit 3"), trail.phases())
                                + trail.body("behind it") + " }"));
        assertThat(trail.lines()).containsExactly("build", "run", "deploy", "post_deploy", "behind it");
        Report report =
                build.getAction(DeployHooksAction.class).getDeployments().get(0).report();
        assertThat(report.result().outcome()).hasToString("unstable");
        assertThat(report.events())
                .flatExtracting(Report.EventReport::hooks)
                .filteredOn(hook -> hook.id().equals("post_deploy"))
                .extracting(hook -> hook.state().toString())
                .containsExactly("FAILED");
    }

    @Test
    @Requirement("S39")
    void aTimeoutOfNoneIsStrongerThanTheDefault() throws Exception {
        String definition = "defaults: {timeout: 1s}\nhooks:\n  build: {timeout: none, run: 'sleep 3; "
                + trail.leave("build without a limit") + "'}\n";
        jenkins.buildAndAssertSuccess(
                Trail.job(jenkins, "node { " + deployment(definition, "deployHooks('build') { }") + " }"));
        assertThat(trail.lines()).containsExactly("build without a limit");
    }

    @Test
    @Requirement({"S57", "S59"})
    void postDeployComesWhenRequestsAreLetThroughAgain() throws Exception {
        String definition = hooks("deploy", "true", "post_deploy", "true") + "traffic:\n  hold: |\n    "
                + trail.leave("hold") + "\n  open: |\n    " + trail.leave("open") + "\n";
        jenkins.buildAndAssertSuccess(Trail.job(jenkins, "node { " + deployment(definition, trail.phases()) + " }"));
        assertThat(trail.lines()).containsExactly("build", "run", "hold", "deploy", "open", "post_deploy");
    }

    @Test
    @Requirement("S35")
    void theBodyOfTheBuildPhaseDoesNotSeeCredentialsOfServices() throws Exception {
        String definition = "services: {db: {credentials: [DB_PASSWORD, LOGNAME]}}\nenv: {build: {DB_HOST: none}}\n";
        String look = "${DB_PASSWORD-not there} ${LOGNAME-not there} $OTHER";
        String phases = "deployHooks('build') { " + trail.body("build: " + look)
                + "\necho \"in Groovy: [${env.DB_PASSWORD ?: ''}]\"\n"
                + "withEnv(['DB_PASSWORD=own']) { " + trail.body("inside: " + look) + " } }\n"
                + "deployHooks('run') { " + trail.body("run: " + look) + " }";
        WorkflowRun build = jenkins.buildAndAssertSuccess(Trail.job(
                jenkins,
                "node { withEnv(['DB_PASSWORD=secret', 'LOGNAME=me', 'OTHER=other']) { "
                        + deployment(definition, phases) + trail.body("behind: " + look) + " } }"));
        assertThat(trail.lines())
                .containsExactly(
                        "build: not there not there other",
                        "inside: own not there other",
                        "run: secret me other",
                        "behind: secret me other");
        jenkins.assertLogContains("in Groovy: []", build);
    }
}
