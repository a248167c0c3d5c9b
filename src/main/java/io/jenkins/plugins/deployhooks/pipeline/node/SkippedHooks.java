package io.jenkins.plugins.deployhooks.pipeline.node;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import io.jenkins.plugins.deployhooks.pipeline.call.StepCall;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import io.jenkins.plugins.deployhooks.pipeline.order.Caller;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Makes a node of each hook of a deployment that was skipped, for views of the graph. An object of the context of the
 * deployment's steps, saved with the program, so that each hook has one node whichever step shows it. On the thread of the
 * program only. That a node could not be made is logged and changes nothing else: the report says what was skipped.
 */
public final class SkippedHooks implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final Logger LOGGER = Logger.getLogger(SkippedHooks.class.getName());

    /** How many nodes one body makes: other branches of the build wait for it. */
    private static final int AT_ONCE = 50;

    /** The ids of the steps whose nodes were made, or begun. */
    private final HashSet<String> shown = new HashSet<>();

    /** Runs the bodies of a step one after the other. */
    public interface Loop extends Serializable {
        /** A body runs from now on, that of {@code stepId} in the plan; null: it is of no step in the plan. */
        void bodyStarts(@CheckForNull String stepId);

        /** It runs no more. */
        void bodyEnds();

        /** Somebody wanted to stop the step, for {@code cause}, and the body alone has heard of it. */
        void interrupted(Throwable cause);

        /** Does what comes next. */
        void go();
    }

    /**
     * Starts to make nodes of hooks that were skipped and have none, in the plan's order, as a body of the step of {@code
     * owner}. In an aborted deployment, and in a step that was ended by force, there is nothing to show any more.
     *
     * @return the body, after which {@code loop} goes on; null: there is nothing to show, and nobody is told anything
     */
    @CheckForNull
    public BodyExecution show(LiveDeployment deployment, StepContext owner, Loop loop) {
        if (deployment.isAborted() || new Caller(owner).hasEnded()) {
            return null;
        }
        try {
            List<StepReport> hooks = next(deployment);
            return hooks.isEmpty() ? null : start(hooks, deployment, owner, loop);
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOGGER.log(Level.WARNING, e, () -> "skipped hooks of " + deployment.id() + " without a node");
        }
        return null;
    }

    private BodyExecution start(List<StepReport> hooks, LiveDeployment deployment, StepContext owner, Loop loop)
            throws IOException, InterruptedException {
        StepCall call = null;
        Reasons reasons = new Reasons();
        for (StepReport hook : hooks) {
            Map<String, String> arguments = Map.of("deployment", deployment.id(), "step", hook.id());
            call = call == null ? StepCall.of("deploySkipped", arguments) : call.then(arguments);
            reasons.byStep.put(hook.id(), hook.reason());
        }
        return Objects.requireNonNull(call)
                .bodyOf(owner)
                .withContext(deployment)
                .withContext(reasons)
                .withDisplayName("skipped hooks")
                .withCallback(new Callback(this, reasons, loop))
                .start();
    }

    private List<StepReport> next(LiveDeployment deployment) {
        return deployment.report().events().stream()
                .flatMap(event -> event.hooks().stream())
                .filter(hook -> hook.state() == StepReport.State.SKIPPED && !shown.contains(hook.id()))
                .limit(AT_ONCE)
                .toList();
    }

    /** Why those hooks were skipped whose nodes one body makes: an object of its context. */
    static final class Reasons implements Serializable {
        private static final long serialVersionUID = 1L;

        private final HashMap<String, String> byStep = new HashMap<>();

        /** Why {@code step} was skipped; may be empty. Null: its node is not made here. */
        @CheckForNull
        String of(String step) {
            return byStep.get(step);
        }

        @Override
        public String toString() {
            return byStep.keySet().toString();
        }
    }

    private static final class Callback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        private final SkippedHooks known;
        private final Reasons reasons;
        private final Loop loop;

        Callback(SkippedHooks known, Reasons reasons, Loop loop) {
            this.known = known;
            this.reasons = reasons;
            this.loop = loop;
        }

        @Override
        public void onStart(StepContext context) {
            known.shown.addAll(reasons.byStep.keySet());
            loop.bodyStarts(null);
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            loop.bodyEnds();
            loop.go();
        }

        @Override
        public void onFailure(StepContext context, Throwable thrown) {
            if (thrown instanceof FlowInterruptedException wish && wish.isActualInterruption()) {
                // While the body is there and none of its steps is, Jenkins stops the body and asks no step.
                loop.interrupted(thrown);
            } else {
                LOGGER.log(Level.WARNING, thrown, () -> "skipped hooks without a node: " + reasons);
            }
            loop.bodyEnds();
            loop.go();
        }
    }
}
