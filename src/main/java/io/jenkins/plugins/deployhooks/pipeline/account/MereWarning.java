package io.jenkins.plugins.deployhooks.pipeline.account;

import hudson.model.InvisibleAction;
import org.jenkinsci.plugins.workflow.actions.PersistentAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** Of a node that is yellow for people alone: the build is not UNSTABLE by it. */
public final class MereWarning extends InvisibleAction implements PersistentAction {
    MereWarning() {
        // has nothing but its presence
    }

    /** Whether the warning of {@code node}, if it has one, is such. */
    public static boolean is(FlowNode node) {
        return node.getPersistentAction(MereWarning.class) != null;
    }
}
