package io.jenkins.plugins.deployhooks.ui.place;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Computer;
import hudson.model.Node;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Where an attempt of a step was carried out.
 *
 * @param attempt counted from 1
 * @param agent its name; null: not known
 * @param node the id of the node in the graph of a Pipeline; null: the build has none
 */
public record StepPlace(
        int attempt,
        @CheckForNull String agent,
        @CheckForNull String node) {
    /** The place of the step of {@code context}. */
    public static StepPlace of(StepContext context, int attempt) throws IOException, InterruptedException {
        FlowNode node = context.get(FlowNode.class);
        return new StepPlace(attempt, agent(context), node == null ? null : node.getId());
    }

    @CheckForNull
    private static String agent(StepContext context) throws IOException, InterruptedException {
        Computer computer = context.get(Computer.class);
        if (computer != null) {
            return name(computer.getName());
        }
        // Jenkins has given up the agent, and knows its name alone.
        Node agent = context.get(Node.class);
        return agent == null ? null : name(agent.getNodeName());
    }

    private static String name(String agent) {
        return agent.isEmpty() ? "built-in" : agent;
    }
}
