package io.jenkins.plugins.deployhooks.ui.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import io.jenkins.plugins.deployhooks.engine.guide.Snippet;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import io.jenkins.plugins.deployhooks.ui.DeployHooksAction;
import io.jenkins.plugins.deployhooks.ui.place.StepPlaces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.LogAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.nodes.StepAtomNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The REST interface is as {@code docs/rest.md} and {@code docs/openapi.json} say, and hooks are seen in views of the graph. */
@WithJenkins
@Requirement("J")
class RestGuideTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private JenkinsRule jenkins;

    private WorkflowRun build() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        job.setDefinition(new CpsFlowDefinition("""
            node {
              writeFile file: 'source', text: '1'
              withDeployLifecycle(environment: 'production', profile: 'native', cache: true, hooks: [
                  lifecycleHook(event: 'preBuild', name: 'dependencies', run: 'echo 214 packages'),
                  lifecycleHook(event: 'postBuild', name: 'licences', onFailure: 'unstable', retries: 1, run: 'exit 4'),
                  lifecycleHook(event: 'preRun', name: 'migrate', run: 'true'),
                  lifecycleHook(event: 'runSucceeded', name: 'notify', onFailure: 'warn', run: 'exit 5')]) {
                deployHooks('build') { echo 'built' }
                deployHooks('run') { echo 'runs' }
              }
            }
            """, true));
        return jenkins.assertBuildStatus(Result.UNSTABLE, job.scheduleBuild2(0));
    }

    private String get(String path) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            WebRequest request = new WebRequest(new URL(client.getContextPath() + path));
            WebResponse response = client.loadWebResponse(request);
            assertThat(response.getStatusCode()).as(path).isEqualTo(200);
            return response.getContentAsString(StandardCharsets.UTF_8);
        }
    }

    private JsonNode json(String path) throws Exception {
        return JSON.readTree(get(path));
    }

    private static void logsAreLookedForOnceAndNotBeforeTheirHookBegins(WorkflowRun run) throws IOException {
        StepView view = run.getAction(DeployHooksAction.class).getDeployments().get(0).getSteps().stream()
                .filter(step -> "dependencies".equals(step.getHook()))
                .findFirst()
                .orElseThrow();
        Path log = Objects.requireNonNull(view.logFile());
        long size = Files.size(log);
        assertThat(view.getLogBytes()).isEqualTo(size).isPositive();
        assertThat(pending(run, view).getLogBytes()).isEqualTo(-1);
        assertThat(pending(run, view).getLogUrl()).isNull();
        Path moved = Files.move(log, log.resolveSibling("moved"));
        assertThat(view.getLogBytes()).isEqualTo(size);
        assertThat(view.getLogUrl()).endsWith("/" + view.segment() + "/");
        Files.move(moved, log);
    }

    /** The same hook before it has begun: its log has a name by then. */
    private static StepView pending(WorkflowRun run, StepView view) throws IOException {
        Path root = run.getRootDir().toPath();
        Report report = ReportJson.read(Files.readString(root.resolve("deploy-hooks.json")));
        String name = String.valueOf(
                Objects.requireNonNull(view.logFile()).getParent().getFileName());
        StepReport begun = report.events().stream()
                .flatMap(event -> event.hooks().stream())
                .filter(step -> step.id().equals(view.getId()))
                .findFirst()
                .orElseThrow();
        StepReport pending = new StepReport(
                begun.id(),
                begun.order(),
                StepReport.State.PENDING,
                "",
                begun.policy(),
                null,
                0,
                List.of(),
                begun.log(),
                List.of(),
                List.of(),
                List.of(),
                0);
        return new StepView(new Source(run, name, report, StepPlaces.in(Source.logs(run, name))), pending);
    }

    @Test
    void theInterfaceIsAsItsGuideSays(JenkinsRule rule) throws Exception {
        jenkins = rule;
        WorkflowRun run = build();
        fits("Deployments", json(run.getUrl() + "deployHooks/api/json"));
        fits("Archives", json("job/shop/deployArchives/api/json"));
        logsAreLookedForOnceAndNotBeforeTheirHookBegins(run);
        List<Snippet> blocks = Snippet.all().stream()
                .filter(block -> block.kind() == Snippet.Kind.REQUEST || block.kind() == Snippet.Kind.ANSWER)
                .toList();
        String answer = "";
        for (Snippet block : blocks) {
            if (block.kind() == Snippet.Kind.REQUEST) {
                answer = ask(run, block.code().get(0).substring("GET ".length()));
            } else {
                holds(answer, block);
            }
        }
        hooksAreSeenInTheGraph(run);
    }

    private static void fits(String schema, JsonNode answer) throws Exception {
        ObjectNode whole = (ObjectNode)
                JSON.readTree(Repository.root().resolve("docs/openapi.json").toFile());
        ObjectNode root = JSON.createObjectNode();
        root.put("$ref", "#/components/schemas/" + schema);
        root.set("components", whole.path("components"));
        JsonSchema judge =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root);
        assertThat(judge.validate(answer)).as("%s", answer).isEmpty();
        assertThat(answer.size()).isGreaterThan(1);
    }

    private String ask(WorkflowRun run, String said) throws Exception {
        String path = said;
        if (said.startsWith("{logUrl of ")) {
            String step = said.substring("{logUrl of ".length(), said.indexOf('}'));
            path = step(run, step).path("logUrl").asText() + said.substring(said.indexOf('}') + 1);
        }
        return get(path.replace("[", "%5B").replace("]", "%5D"));
    }

    private static void holds(String answer, Snippet wanted) throws Exception {
        if (wanted.language().equals("json")) {
            contains(JSON.readTree(answer), JSON.readTree(wanted.text()), wanted.toString());
        } else {
            assertThat(answer.replace("\r\n", "\n")).as(wanted.toString()).contains(wanted.text());
        }
    }

    /** Whether everything that is {@code wanted} is there, of lists the first ones. */
    private static void contains(JsonNode answer, JsonNode wanted, String path) {
        if (wanted.isContainerNode()) {
            wanted.properties()
                    .forEach(field ->
                            contains(answer.path(field.getKey()), field.getValue(), path + " " + field.getKey()));
            for (int i = 0; i < wanted.size() && wanted.isArray(); i++) {
                contains(answer.path(i), wanted.path(i), path + " " + i);
            }
        } else {
            assertThat(answer).as(path).isEqualTo(wanted);
        }
    }

    private JsonNode step(WorkflowRun run, String id) throws Exception {
        for (JsonNode step : json(run.getUrl() + "deployHooks/api/json").findParents("id")) {
            if (step.path("id").asText().equals(id)) {
                return step;
            }
        }
        throw new AssertionError(id);
    }

    /** What Pipeline Graph View, Stage View and Blue Ocean read: name, log and colour of each node. */
    private void hooksAreSeenInTheGraph(WorkflowRun run) throws Exception {
        FlowNode fine = node(run, "preBuild/dependencies");
        assertThat(label(fine)).isEqualTo("preBuild: dependencies");
        assertThat(log(fine)).contains("214 packages").doesNotContain("exit");
        assertThat(fine.getAction(WarningAction.class)).isNull();
        assertThat(fine.getError()).isNull();

        FlowNode unstable = node(run, "postBuild/licences");
        assertThat(label(unstable)).isEqualTo("postBuild: licences");
        assertThat(unstable.getPersistentAction(WarningAction.class).getResult())
                .isEqualTo(Result.UNSTABLE);
        assertThat(unstable.getPersistentAction(WarningAction.class).getMessage())
                .contains("licences");
        assertThat(unstable.getAction(ErrorAction.class)).isNull();

        assertThat(step(run, "runSucceeded/notify").path("state").asText()).isEqualTo("FAILED");
        assertThat(label(node(run, "runSucceeded/notify"))).isEqualTo("runSucceeded: notify");
        // Two attempts are two nodes.
        assertThat(new DepthFirstScanner()
                        .allNodes(run.getExecution()).stream()
                                .filter(node ->
                                        node instanceof StepAtomNode && "postBuild: licences".equals(label(node))))
                .hasSize(2);
        // What was skipped by the plan has no node, so nothing in the graph looks as if it had run.
        assertThat(new DepthFirstScanner().allNodes(run.getExecution()).stream().map(RestGuideTest::label))
                .doesNotContain("restore", "archive: restore");
        assertThat(step(run, "restore").path("state").asText()).isEqualTo("SKIPPED");
    }

    private FlowNode node(WorkflowRun run, String step) throws Exception {
        String id = step(run, step).path("nodeId").asText();
        FlowNode node = run.getExecution().getNode(id);
        assertThat(node).as(step).isInstanceOf(StepAtomNode.class);
        return node;
    }

    private static String label(FlowNode node) {
        LabelAction label = node.getPersistentAction(LabelAction.class);
        return label == null ? null : label.getDisplayName();
    }

    private static String log(FlowNode node) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        node.getAction(LogAction.class).getLogText().writeLogTo(0, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
