package io.jenkins.plugins.deployhooks.pipeline.task;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import io.jenkins.plugins.deployhooks.pipeline.order.OrderId;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** A step of a deployment that is no hook; called by the other steps, not by people. */
public final class DeployTaskStep extends Step {
    private final String deployment;
    private final String step;
    private final int attempt;

    /**
     * The step.
     *
     * @param deployment the id of the deployment
     * @param step the id of the step in its plan
     * @param attempt counted from 1
     */
    @DataBoundConstructor
    public DeployTaskStep(String deployment, String step, int attempt) {
        this.deployment = deployment;
        this.step = step;
        this.attempt = attempt;
    }

    /** What the step called {@code step} in a plan is called in views of a build. */
    public static String label(PlannedStep step) {
        return TaskAccount.label(step);
    }

    /** The id of the deployment. */
    public String getDeployment() {
        return deployment;
    }

    /** The id of the step in its plan. */
    public String getStep() {
        return step;
    }

    /** Counted from 1. */
    public int getAttempt() {
        return attempt;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new DeployTaskExecution(context, new OrderId(deployment, step, attempt));
    }

    /** The step's description. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "deployTask";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "Work of a deployment that is no hook (called by deployHooks)";
        }

        @Override
        public boolean isAdvanced() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(FilePath.class, FlowNode.class, TaskListener.class, LiveDeployment.class);
        }

        @Override
        public String argumentsToString(@NonNull Map<String, Object> arguments) {
            return arguments.get("step") instanceof String step ? step : null;
        }
    }
}
