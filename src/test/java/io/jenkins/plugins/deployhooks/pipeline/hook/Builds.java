package io.jenkins.plugins.deployhooks.pipeline.hook;

import hudson.model.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jvnet.hudson.test.JenkinsRule;

/** Builds of sandboxed scripts. */
final class Builds {
    private Builds() {}

    /** A new job with {@code script}. */
    static WorkflowJob job(JenkinsRule rule, String script) throws Exception {
        WorkflowJob job = rule.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** A build of {@code script} that ends with {@code result}. */
    static WorkflowRun run(JenkinsRule rule, Result result, String script) throws Exception {
        return rule.buildAndAssertStatus(result, job(rule, script));
    }

    /** The node of the only hook. */
    static FlowNode hook(WorkflowRun run) {
        return hooks(run).get(0);
    }

    /** The nodes of hooks, the last one first. */
    static List<FlowNode> hooks(WorkflowRun run) {
        List<FlowNode> found = new ArrayList<>();
        for (FlowNode node : new DepthFirstScanner().allNodes(run.getExecution())) {
            if (node.getDisplayFunctionName().startsWith("deployHook")) {
                found.add(node);
            }
        }
        return found;
    }

    /** The step that runs. */
    static StepExecution execution(WorkflowRun run) throws Exception {
        return run.getExecution().getCurrentExecutions(true).get().get(0);
    }

    /** The logs of hooks in the directory of the build, by their names in order. */
    static String logs(WorkflowRun run) throws IOException {
        Path directory = run.getRootDir().toPath().resolve("deploy-hooks");
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                text.append(Files.readString(file, StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }
}
