package io.jenkins.plugins.deployhooks.pipeline.node;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.pipeline.account.MereWarning;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.actions.BodyInvocationAction;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.BlockEndNode;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graph.StepNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/**
 * How a body ends that returns, by the result that its steps have given the build. What has become of the build's own result
 * tells it only where nobody else changes that: other branches do, Declarative does for the time of a stage's {@code post}, and
 * a result that is bad already does not become worse.
 *
 * @param end OK, UNSTABLE or FAILED
 * @param reason for people; empty: it is OK
 * @param doubt what people may take for a change by the body, and is none; empty: nothing
 */
public record BodyResult(End end, String reason, String doubt) {
    private static final Set<String> CATCHING = Set.of("catchError", "warnError");

    /** Steps whose nodes have the result of another build. */
    private static final Set<String> OF_OTHER_BUILDS = Set.of("build", "waitForBuild");

    /**
     * The same where its nodes say nothing more than the build's result does; null: they are to be {@linkplain #read}.
     *
     * @param last the node that ends the body, while nothing follows in its branch
     * @param before the build's result when the body began
     * @param now the build's result
     */
    @CheckForNull
    public static BodyResult of(FlowNode last, @CheckForNull Result before, @CheckForNull Result now) {
        return isAlone(last) && (before == null || before.equals(Result.SUCCESS)) ? changed(before, now) : null;
    }

    /** The same by the nodes of the body, which are read, as many as there are: not on the thread of the program. */
    public static BodyResult read(BlockEndNode<?> last, @CheckForNull Result before, @CheckForNull Result now) {
        BodyResult changed = changed(before, now);
        Result said = said(last, now);
        if (isAlone(last) && changed.end != End.OK && now != null && now.isWorseThan(said)) {
            return changed;
        }
        End end = end(said);
        if (end == End.OK) {
            String doubt =
                    "the build's result became " + now + " while the body ran, but none of its steps made it that:"
                            + " the deployment goes on as if it had not";
            return new BodyResult(end, "", changed.end == End.OK ? "" : doubt);
        }
        return new BodyResult(end, "its steps made the build's result " + said, "");
    }

    /** Whether there is no branch beside that of {@code last}, running or ended, since they parted. */
    private static boolean isAlone(FlowNode last) {
        return last.getExecution().getCurrentHeads().equals(List.of(last));
    }

    private static BodyResult changed(@CheckForNull Result before, @CheckForNull Result now) {
        if (now == null || before != null && before.isWorseOrEqualTo(now)) {
            return new BodyResult(End.OK, "", "");
        }
        End end = end(now);
        return new BodyResult(end, end == End.OK ? "" : "the build's result became " + now + " in it", "");
    }

    private static End end(Result result) {
        if (result.isWorseThan(Result.UNSTABLE)) {
            return End.FAILED;
        }
        return result.equals(Result.UNSTABLE) ? End.UNSTABLE : End.OK;
    }

    /** What the nodes say; steps that are not known to set the build's result have made it {@code build} at worst. */
    private static Result said(BlockEndNode<?> end, @CheckForNull Result build) {
        Result most = build == null ? Result.SUCCESS : build;
        Result worst = Result.SUCCESS;
        DepthFirstScanner scanner = new DepthFirstScanner();
        if (scanner.setup(end, Set.of(end.getStartNode()))) {
            for (FlowNode node : scanner) {
                worst = worst.combine(result(node, most));
            }
        }
        return worst;
    }

    private static Result result(FlowNode node, Result most) {
        StepDescriptor descriptor = node instanceof StepNode step ? step.getDescriptor() : null;
        String step = descriptor == null ? "" : descriptor.getFunctionName();
        if (CATCHING.contains(step)) {
            // Its own mark is that of the stage; without one it marks nothing.
            return node instanceof BlockEndNode<?> end ? caught(end, step) : Result.SUCCESS;
        }
        boolean counts = !OF_OTHER_BUILDS.contains(step) && !MereWarning.is(node);
        WarningAction warning = counts ? node.getPersistentAction(WarningAction.class) : null;
        if (warning == null) {
            return Result.SUCCESS;
        }
        Result said = warning.getResult();
        return said.isWorseThan(most) && !step.equals("unstable") ? most : said;
    }

    /** What {@code step} has made the build, of which {@code end} is the end, or that of its body. */
    private static Result caught(BlockEndNode<?> end, String step) {
        boolean whole = end.getPersistentAction(BodyInvocationAction.class) == null;
        ErrorAction error = whole ? end.getParents().get(0).getError() : null;
        if (error == null || end.getError() != null) {
            return Result.SUCCESS;
        }
        if (error.getError() instanceof FlowInterruptedException interrupted) {
            return interrupted.getResult();
        }
        return step.equals("warnError") ? Result.UNSTABLE : asked(end.getStartNode());
    }

    /** The result that a catchError was told to give the build. */
    private static Result asked(BlockStartNode start) {
        Object asked = ArgumentsAction.getFilteredArguments(start).get("buildResult");
        return asked == null ? Result.FAILURE : Result.fromString(asked.toString());
    }
}
