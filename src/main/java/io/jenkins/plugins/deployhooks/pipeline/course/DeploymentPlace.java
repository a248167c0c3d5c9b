package io.jenkins.plugins.deployhooks.pipeline.course;

import hudson.model.Run;
import io.jenkins.plugins.deployhooks.ui.DeployHooksAction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.BodyInvocationAction;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.ThreadNameAction;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/**
 * Which of the deployments of a build one is: the names of the stages, branches and cells around it, outermost first, and
 * how many steps with deployments came before in each block. The same in every build of a program that does the same.
 *
 * @param text unlike that of all other deployments of the build, but for other attempts of the same
 */
public record DeploymentPlace(String text) {
    /** The place of the deployment that begins with {@code step}; on the thread of the program, once for each. */
    public static DeploymentPlace of(Run<?, ?> run, FlowNode step) {
        DeployHooksAction action = DeployHooksAction.of(run);
        Deque<String> names = new ArrayDeque<>();
        Deque<String> numbers = new ArrayDeque<>();
        FlowNode inner = step;
        for (BlockStartNode outer : step.iterateEnclosingBlocks()) {
            // The bodies of a step are not counted: those of parallel have names, those of retry are attempts of the
            // same.
            if (inner.getAction(BodyInvocationAction.class) == null) {
                numbers.addFirst(String.valueOf(action.number(outer.getId(), inner.getId())));
            }
            ThreadNameAction branch = outer.getAction(ThreadNameAction.class);
            LabelAction label = outer.getAction(LabelAction.class);
            if (branch != null) {
                names.addFirst(branch.getThreadName());
            } else if (label != null) {
                names.addFirst(String.valueOf(label.getDisplayName()));
            }
            inner = outer;
        }
        action.saveSoon();
        List<String> all = new ArrayList<>(names);
        all.add(String.join(".", numbers));
        return new DeploymentPlace(String.join("\n", all));
    }
}
