package io.jenkins.plugins.deployhooks.pipeline.node;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import io.jenkins.plugins.deployhooks.pipeline.call.StepCall;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    /** The ids of the steps whose nodes were made, or begun. */
    private final HashSet<String> shown = new HashSet<>();

    /** Runs the bodies of a step one after the other. */
    public interface Loop extends Serializable {
        /** A body runs from now on, that of {@code stepId} in the plan; null: it is of no step in the plan. */
        void bodyStarts(@CheckForNull String stepId);

        /** It runs no more. */
        void bodyEnds();

        /** Does what comes next. */
        void go();
    }

    /**
     * Starts to make nodes of the hooks that were skipped since the last call, in the plan's order, as a body of the step of
     * {@code owner}.
     *
     * @return the body, after which {@code loop} goes on; null: there is nothing to show, and nobody is told anything
     */
    @CheckForNull
    public BodyExecution show(LiveDeployment deployment, StepContext owner, Loop loop) {
        StepCall call = null;
        ArrayList<String> steps = new ArrayList<>();
        for (StepReport hook : in(deployment)) {
            if (!shown.contains(hook.id())) {
                steps.add(hook.id());
            }
        }
        for (String step : steps) {
            Map<String, String> arguments = Map.of("deployment", deployment.id(), "step", step);
            call = call == null ? StepCall.of("deploySkipped", arguments) : call.then(arguments);
        }
        if (call == null) {
            return null;
        }
        try {
            return call.bodyOf(owner)
                    .withContext(deployment)
                    .withDisplayName("skipped hooks")
                    .withCallback(new Callback(this, steps, loop))
                    .start();
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "the skipped hooks of " + deployment.id() + " have no nodes");
            return null;
        }
    }

    /** The hooks of {@code deployment} that were skipped so far, in the plan's order. */
    static List<StepReport> in(LiveDeployment deployment) {
        return deployment.report().events().stream()
                .flatMap(event -> event.hooks().stream())
                .filter(hook -> hook.state() == StepReport.State.SKIPPED)
                .toList();
    }

    private static final class Callback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        private final SkippedHooks known;
        private final ArrayList<String> steps;
        private final Loop loop;

        Callback(SkippedHooks known, ArrayList<String> steps, Loop loop) {
            this.known = known;
            this.steps = steps;
            this.loop = loop;
        }

        @Override
        public void onStart(StepContext context) {
            known.shown.addAll(steps);
            loop.bodyStarts(null);
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            loop.bodyEnds();
            loop.go();
        }

        @Override
        public void onFailure(StepContext context, Throwable thrown) {
            Level level = thrown instanceof FlowInterruptedException ? Level.FINE : Level.WARNING;
            LOGGER.log(level, thrown, () -> "skipped hooks without a node: " + steps);
            loop.bodyEnds();
            loop.go();
        }
    }
}
