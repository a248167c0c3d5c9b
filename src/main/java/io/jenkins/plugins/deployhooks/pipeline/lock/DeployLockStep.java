package io.jenkins.plugins.deployhooks.pipeline.lock;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.plan.Decision;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedHook;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.plan.Section;
import io.jenkins.plugins.deployhooks.engine.profile.Place;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import java.util.EnumSet;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** Gets the lock of a deployment before its run phase begins; called by the other steps, not by people. */
public final class DeployLockStep extends Step {
    /** Without arguments: the deployment is in the context. */
    @DataBoundConstructor
    public DeployLockStep() {
        // nothing to set
    }

    private static final Set<PlannedStep.Kind> READY =
            EnumSet.of(PlannedStep.Kind.REST, PlannedStep.Kind.BRING, PlannedStep.Kind.PREPARE, PlannedStep.Kind.MOUNT);

    /**
     * Whether {@code deployment}, which has a plan, needs its lock for {@code phase}: where something runs on the way from
     * preRun to a started app. What follows after that may overlap.
     */
    public static boolean isNeeded(LiveDeployment deployment, Phase phase) {
        if (deployment.isOver() || phase != Phase.RUN && deployment.event() == null) {
            return false;
        }
        return deployment.plan().steps().stream()
                .filter(step -> isOfRunPhase(step, deployment.event() != null))
                // Directories may be made ready at any time: nothing is deployed by that.
                .filter(step -> !READY.contains(step.kind()))
                .anyMatch(step -> deployment.runs(step) || mayRun(step));
    }

    /** Only who has the lock can tell whether another deployment came between. */
    private static boolean mayRun(PlannedStep step) {
        Decision overtaken = step.choice().ifOvertaken();
        return overtaken != null && overtaken.run();
    }

    private static boolean isOfRunPhase(PlannedStep step, boolean alone) {
        PlannedHook hook = step.hook();
        if (!alone || hook == null) {
            return step.section() == Section.RUN;
        }
        // The plan of one event has no sections to speak of.
        Place place = hook.standing().place();
        return place == Place.BEFORE_RUN || place == Place.AFTER_RUN;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new DeployLockExecution(context);
    }

    /** The step's description. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "deployLock";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "Wait for other deployments of the same app and environment (called by deployHooks)";
        }

        @Override
        public boolean isAdvanced() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(FlowNode.class, TaskListener.class, LiveDeployment.class);
        }
    }
}
