package io.jenkins.plugins.deployhooks.pipeline.node;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployhooks.pipeline.account.StepLog;
import io.jenkins.plugins.deployhooks.pipeline.account.StepNode;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousStepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** A hook that was skipped: a node with its name, and why as its log. Called by the other steps, not by people. */
public final class DeploySkippedStep extends Step {
    private final String deployment;
    private final String step;

    /**
     * The step.
     *
     * @param deployment the id of the deployment
     * @param step the id of the hook in its plan
     */
    @DataBoundConstructor
    public DeploySkippedStep(String deployment, String step) {
        this.deployment = deployment;
        this.step = step;
    }

    /** The id of the deployment. */
    public String getDeployment() {
        return deployment;
    }

    /** The id of the hook in its plan. */
    public String getStep() {
        return step;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, deployment, step);
    }

    private static final class Execution extends SynchronousStepExecution<Void> {
        private static final long serialVersionUID = 1L;

        private final String deployment;
        private final String step;

        Execution(StepContext context, String deployment, String step) {
            super(context);
            this.deployment = deployment;
            this.step = step;
        }

        @Override
        protected Void run() throws Exception {
            LiveDeployment around = getContext().get(LiveDeployment.class);
            if (!around.id().equals(deployment)) {
                throw new AbortException("the deployment around this step is not " + deployment);
            }
            SkippedHooks.Reasons skipped = getContext().get(SkippedHooks.Reasons.class);
            String reason = skipped == null ? null : skipped.of(step);
            if (reason == null) {
                throw new AbortException("no hook " + step + " was skipped");
            }
            String label = PlannedCall.label(around.step(step));
            StepNode.label(getContext(), label);
            StepLog.tell(getContext(), label + " was skipped" + (reason.isEmpty() ? "" : ": " + reason));
            return null;
        }
    }

    /** The step's description. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "deploySkipped";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "Show a deployment hook that was skipped (called by deployHooks)";
        }

        @Override
        public boolean isAdvanced() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(FlowNode.class, TaskListener.class, LiveDeployment.class);
        }

        @Override
        public String argumentsToString(@NonNull Map<String, Object> arguments) {
            return arguments.get("step") instanceof String step ? step : null;
        }
    }
}
