package io.jenkins.plugins.deployhooks.pipeline.node;

import hudson.Extension;
import org.jenkinsci.plugins.workflow.actions.NotExecutedNodeAction;
import org.jenkinsci.plugins.workflow.actions.TagsAction;
import org.jenkinsci.plugins.workflow.flow.GraphListener;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graph.StepNode;

/**
 * Makes nodes of skipped hooks such as did not run. Views ask for it in two ways: for the action, and for the tag that
 * Declarative gives to stages whose condition does not hold; with one alone some view shows it as waiting, or as a success.
 * The mark is there before any view sees the node: Pipeline Graph View keeps its first answer.
 */
@Extension(ordinal = 1000)
public final class SkippedMark implements GraphListener.Synchronous {
    @Override
    public void onNewHead(FlowNode node) {
        if (node instanceof StepNode step && step.getDescriptor() instanceof DeploySkippedStep.DescriptorImpl) {
            TagsAction tags = new TagsAction();
            tags.addTag("STAGE_STATUS", "SKIPPED_FOR_CONDITIONAL");
            node.addAction(tags);
            node.addAction(new NotExecutedNodeAction());
        }
    }
}
