package io.jenkins.plugins.deployhooks.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import io.jenkins.plugins.deployhooks.freestyle.DeploymentLifecycle;
import io.jenkins.plugins.deployhooks.pipeline.LifecycleHook;
import io.jenkins.plugins.deployhooks.pipeline.WithDeployLifecycleStep;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * What blueocean-rest-impl itself answers about deployments, to the very question of the tab. It is on the class path with the
 * Maven profile {@code blue-ocean} alone; without it {@link BlueOceanTabTest} looks at what it would read.
 */
@EnabledIf("isBlueOceanThere")
@WithJenkins
class BlueOceanRestTest {
    private static final String RUNS = "blue/rest/organizations/jenkins/pipelines/%s/runs/1/";

    private JenkinsRule jenkins;

    static boolean isBlueOceanThere() {
        String type = "io/jenkins/blueocean/service/embedded/rest/AbstractRunImpl.class";
        return BlueOceanRestTest.class.getClassLoader().getResource(type) != null;
    }

    @Test
    void theTabIsAnsweredWhatTheActionSaysAndNobodyWithoutPermission(JenkinsRule rule) throws Exception {
        jenkins = rule;
        isAnswered(pipeline(), "SUCCEEDED", "FAILED", "SKIPPED");
        isAnswered(freestyle(), "SUCCEEDED");
        jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("plain"));
        assertThat(get(RUNS.formatted("plain") + "deployHooks/", "reader").getStatusCode())
                .isEqualTo(404);
        isAStepOfItsOwn();
    }

    private Run<?, ?> pipeline() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader", "stranger")
                .grant(Item.READ)
                .everywhere()
                .to("reader"));
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        job.setDefinition(new CpsFlowDefinition("""
                node {
                  withDeployLifecycle(profile: 'native', hooks: [
                      lifecycleHook(event: 'preBuild', name: 'dependencies', run: 'echo "214 <b>packages</b>"'),
                      lifecycleHook(event: 'postBuild', name: 'licences', onFailure: 'unstable', run: 'exit 4'),
                      lifecycleHook(event: 'runFailed', name: 'alert', run: 'true')]) {
                    deployHooks('build') { echo 'built' }
                    deployHooks('run') { echo 'runs' }
                  }
                }
                """, true));
        return jenkins.assertBuildStatus(Result.UNSTABLE, job.scheduleBuild2(0));
    }

    private FreeStyleBuild freestyle() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("free");
        LifecycleHook hook = new LifecycleHook("preBuild");
        hook.setName("tools");
        hook.setRun("echo tools");
        WithDeployLifecycleStep settings = new WithDeployLifecycleStep();
        settings.setHooks(List.of(hook));
        DeploymentLifecycle lifecycle = new DeploymentLifecycle();
        lifecycle.setSettings(settings);
        job.getBuildWrappersList().add(lifecycle);
        return jenkins.buildAndAssertSuccess(job);
    }

    private void isAnswered(Run<?, ?> run, String... states) throws Exception {
        String path = RUNS.formatted(run.getParent().getName()) + "deployHooks/";
        JsonNode answer = json(path + "?tree=" + tree());
        assertThat(answer.findValuesAsText("state")).contains(states);
        for (JsonNode step : answer.at("/deployments/0/steps")) {
            assertThat(step.fieldNames()).toIterable().contains(asked("STEP").split(","));
        }
        // The same as the documented interface says, which is held against its schema.
        assertThat(withoutLinks(answer)).isEqualTo(json(run.getUrl() + "deployHooks/api/json?tree=" + tree()));
        // Nothing is empty where nothing was asked for in particular.
        assertThat(json(path).at("/deployments/0/steps/0/title").asText()).isNotEmpty();
        String log = answer.findValuesAsText("logUrl").stream()
                .filter(each -> !each.isEmpty() && !each.equals("null"))
                .findFirst()
                .orElseThrow();
        assertThat(get(log + "progressiveText?start=0", "reader").getContentAsString())
                .containsAnyOf("214 <b>packages</b>", "tools");
        for (String address : List.of(path, log + "progressiveText?start=0")) {
            assertThat(get(address, "stranger").getStatusCode()).as(address).isIn(403, 404);
        }
    }

    /** The question as the sources of the tab have it. */
    private static String tree() throws IOException {
        return ("deployments[" + asked("SHOWN") + ",steps[" + asked("STEP") + "]]")
                .replace("[", "%5B")
                .replace("]", "%5D");
    }

    private static String asked(String list) throws IOException {
        String source = Files.readString(Repository.root().resolve("src/main/js/src/rest.js"));
        int start = source.indexOf("const " + list);
        return Pattern.compile("'([\\w\\[\\],]+)'")
                .matcher(source.substring(start, source.indexOf(";", start)))
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.joining(","));
    }

    private static JsonNode withoutLinks(JsonNode answer) {
        ((ObjectNode) answer).remove("_links");
        return answer;
    }

    private void isAStepOfItsOwn() throws Exception {
        JsonNode steps = json(RUNS.formatted("shop") + "steps/");
        for (JsonNode step : steps) {
            if (step.path("displayName").asText().equals("postBuild: licences")) {
                assertThat(step.path("result").asText()).isEqualTo("UNSTABLE");
                return;
            }
        }
        throw new AssertionError(steps);
    }

    private JsonNode json(String path) throws Exception {
        WebResponse answer = get(path, "reader");
        assertThat(answer.getStatusCode()).as(path).isEqualTo(200);
        return new ObjectMapper().readTree(answer.getContentAsString(StandardCharsets.UTF_8));
    }

    private WebResponse get(String path, String reader) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient().login(reader)) {
            client.setThrowExceptionOnFailingStatusCode(false);
            return client.loadWebResponse(new WebRequest(new URL(client.getContextPath() + path)));
        }
    }
}
