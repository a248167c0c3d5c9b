package io.jenkins.plugins.deployhooks.pipeline.node;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.ui.DeployHooksAction;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.LogAction;
import org.jenkinsci.plugins.workflow.actions.NotExecutedNodeAction;
import org.jenkinsci.plugins.workflow.actions.TagsAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.nodes.StepStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.graphanalysis.NodeStepTypePredicate;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Hooks that were skipped, in the graph. */
@Requirement("J")
@WithJenkins
class SkippedHooksTest {
    private static JenkinsRule jenkins;

    @TempDir
    private Path dir;

    @BeforeAll
    static void start(JenkinsRule started) {
        jenkins = started;
    }

    private static WorkflowJob job(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private static String deployment(String phases, String... eventsAndCommands) {
        List<String> hooks = new ArrayList<>();
        for (int i = 0; i < eventsAndCommands.length; i += 2) {
            hooks.add("lifecycleHook(event: '" + eventsAndCommands[i] + "', name: 'x', run: '''"
                    + eventsAndCommands[i + 1] + "''')");
        }
        return "withDeployLifecycle(profile: 'native', hooks: [" + String.join(", ", hooks) + "]) { " + phases + " }";
    }

    /** Nodes of skipped hooks, each behind the phases around it, in the order in which they were made. */
    private static List<String> skipped(WorkflowRun run) {
        List<String> found = new ArrayList<>();
        for (FlowNode node :
                new DepthFirstScanner().filteredNodes(run.getExecution(), new NodeStepTypePredicate("deploySkipped"))) {
            found.add(place(node) + label(node));
        }
        Collections.reverse(found);
        return found;
    }

    private static String place(FlowNode node) {
        return node.getEnclosingBlocks().stream()
                .filter(new NodeStepTypePredicate("deployHooks")::apply)
                .filter(block -> ArgumentsAction.getStepArgumentsAsString(block) != null)
                .map(ArgumentsAction::getStepArgumentsAsString)
                .findFirst()
                .map(phase -> phase + " > ")
                .orElse("");
    }

    private static String label(FlowNode node) {
        return node.getPersistentAction(LabelAction.class).getDisplayName();
    }

    private static String log(FlowNode node) throws IOException {
        StringWriter log = new StringWriter();
        node.getPersistentAction(LogAction.class).getLogText().writeLogTo(0, log);
        return log.toString();
    }

    @Test
    void eachHasOneNodeThatDidNotRunAndSaysWhy() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.FAILURE,
                job("node { "
                        + deployment(
                                "deployHooks('build') { }; deployHooks('run') { }",
                                "preBuild",
                                "exit 3",
                                "postBuild",
                                "exit 0",
                                "runSucceeded",
                                "exit 0",
                                "runFailed",
                                "exit 0")
                        + " }"));
        assertThat(skipped(run)).containsExactly("build > postBuild: x", "build > runSucceeded: x");
        FlowNode node =
                new DepthFirstScanner().findFirstMatch(run.getExecution(), new NodeStepTypePredicate("deploySkipped"));
        assertThat(node.getPersistentAction(TagsAction.class).getTagValue("STAGE_STATUS"))
                .isEqualTo("SKIPPED_FOR_CONDITIONAL");
        assertThat(NotExecutedNodeAction.isExecuted(node)).isFalse();
        assertThat(node.getError()).isNull();
        assertThat(log(node)).startsWith("[deploy-hooks] runSucceeded: x was skipped: ");
    }

    @Test
    void whatIsSkippedLaterStandsWhereThatWasDecided() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(job("node { "
                + deployment(
                        "deployHooks('build') { }; deployHooks('run') { }", "preBuild", "exit 0", "runFailed", "exit 0")
                + " }"));
        assertThat(skipped(run)).containsExactly("run > runFailed: x");
    }

    @Test
    void phasesThatNeverBeganAreShownAroundThem() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.FAILURE,
                job("node { "
                        + deployment(
                                "deployHooks('build') { }; error 'between'",
                                "preBuild",
                                "exit 0",
                                "preRun",
                                "exit 0",
                                "runSucceeded",
                                "exit 0")
                        + " }"));
        assertThat(skipped(run)).containsExactly("preRun: x", "runSucceeded: x");
    }

    @Test
    void aHookWithoutANameIsCalledTheSameWhetherItRunsOrNot() throws Exception {
        String script = """
            node {
              withDeployLifecycle(profile: 'native', hooks: [
                  lifecycleHook(event: 'preBuild', run: 'exit 0'),
                  lifecycleHook(event: 'preRun', run: 'exit %s'),
                  lifecycleHook(event: 'runSucceeded', run: 'exit 0'),
                  lifecycleHook(event: 'runFailed', run: 'exit 0')]) {
                deployHooks('build') { }
                deployHooks('run') { }
              }
              deployHook(event: 'cleanup', run: 'exit 0')
            }
            """;
        WorkflowRun well = jenkins.buildAndAssertSuccess(job(script.formatted("0")));
        assertThat(ran(well)).containsExactly("preBuild: hook", "preRun: hook", "runSucceeded: hook", "cleanup: hook");
        assertThat(skipped(well)).containsExactly("run > runFailed: hook");
        WorkflowRun failed = jenkins.buildAndAssertStatus(Result.FAILURE, job(script.formatted("3")));
        assertThat(ran(failed)).containsExactly("preBuild: hook", "preRun: hook", "runFailed: hook");
        assertThat(skipped(failed)).containsExactly("run > runSucceeded: hook");
        for (WorkflowRun run : List.of(well, failed)) {
            assertThat(run.getAction(DeployHooksAction.class)
                            .getDeployments()
                            .get(0)
                            .getSteps())
                    .filteredOn(step -> step.getEvent() != null)
                    .allSatisfy(step -> assertThat(step.getLabel()).isEqualTo(step.getEvent() + ": hook"))
                    .hasSize(4);
        }
    }

    /** The labels of hooks that ran, in their order. */
    private static List<String> ran(WorkflowRun run) {
        List<String> found = new ArrayList<>();
        new DepthFirstScanner()
                .filteredNodes(run.getExecution(), new NodeStepTypePredicate("deployHook"))
                .forEach(node -> found.add(label(node)));
        Collections.reverse(found);
        return found;
    }

    @Test
    void aDeploymentThatSkipsNothingHasNoSuchNode() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(
                job("node { " + deployment("deployHooks('build') { }", "preBuild", "exit 0") + " }"));
        assertThat(skipped(run)).isEmpty();
        assertThat(new DepthFirstScanner().allNodes(run.getExecution()))
                .filteredOn(node -> node instanceof StepStartNode)
                .extracting(FlowNode::getDisplayName)
                .doesNotContain("skipped hooks");
    }

    @Test
    @Requirement("S25")
    void whoeverAbortsWaitsForNoSuchNode() throws Exception {
        String inside = dir.resolve("inside").toString();
        WorkflowRun run = job("node { "
                        + deployment(
                                "deployHooks('build') { }",
                                "preBuild",
                                "touch " + inside + "; sleep 300",
                                "postBuild",
                                "exit 0")
                        + " }")
                .scheduleBuild2(0)
                .waitForStart();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(dir.resolve("inside")));
        run.getOneOffExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(skipped(run)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {"env.DEPLOY_ID|no hook preBuild/x was skipped", "'x'|the deployment around this step is not x"})
    void nobodyCallsItForAnythingElse(String deployment, String said) throws Exception {
        String call = "deploySkipped deployment: " + deployment + ", step: 'preBuild/x'";
        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.FAILURE,
                job("node { " + deployment("deployHooks('build') { " + call + " }", "preBuild", "exit 0") + " }"));
        jenkins.assertLogContains(said, run);
    }

    @Test
    void moreThanOneBodyOfThem() throws Exception {
        StringBuilder list = new StringBuilder("lifecycleHook(event: 'preBuild', name: 'x', run: 'exit 1')");
        for (int i = 0; i < 120; i++) {
            list.append(", lifecycleHook(event: 'postBuild', name: 'x")
                    .append(i)
                    .append("', run: 'exit 0')");
        }
        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.FAILURE,
                job("node { withDeployLifecycle(profile: 'native', hooks: [" + list
                        + "]) { deployHooks('build') { } } }"));
        List<String> names = skipped(run);
        assertThat(names).hasSize(120).doesNotHaveDuplicates();
        assertThat(names.get(119)).isEqualTo("build > postBuild: x119");
    }
}
