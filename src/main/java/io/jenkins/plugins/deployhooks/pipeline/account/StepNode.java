package io.jenkins.plugins.deployhooks.pipeline.account;

import hudson.model.Result;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What people see of a step in the graph of its Pipeline. A build of another kind has no graph: there nothing is shown. */
public final class StepNode {
    private StepNode() {}

    /** Labels the node, unless it has a label. */
    public static void label(StepContext context, String text) throws IOException, InterruptedException {
        FlowNode node = context.get(FlowNode.class);
        if (node != null && node.getAction(LabelAction.class) == null) {
            node.addAction(new LabelAction(text));
        }
    }

    /** Labels the node, whatever it was labelled before. */
    public static void relabel(StepContext context, String text) throws IOException, InterruptedException {
        FlowNode node = context.get(FlowNode.class);
        if (node != null) {
            node.addOrReplaceAction(new LabelAction(text));
        }
    }

    /**
     * Makes the node yellow, and says why.
     *
     * @param counts whether the build becomes UNSTABLE by it, or will by the deployment around it; otherwise it is for people
     *     alone, see {@link MereWarning}
     */
    public static void warn(StepContext context, String why, boolean counts) throws IOException, InterruptedException {
        FlowNode node = context.get(FlowNode.class);
        if (node != null) {
            if (!counts) {
                // First: whoever sees the warning sees what it is worth.
                node.addAction(new MereWarning());
            }
            node.addAction(new WarningAction(Result.UNSTABLE).withMessage(why));
        }
    }
}
