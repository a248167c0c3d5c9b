package io.jenkins.plugins.deployhooks.pipeline.task;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Cause;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.pipeline.account.StepLog;
import io.jenkins.plugins.deployhooks.pipeline.account.StepNode;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import io.jenkins.plugins.deployhooks.pipeline.hook.HookFailedException;
import io.jenkins.plugins.deployhooks.pipeline.order.OrderId;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * A step of a deployment towards those who watch: the deployment's record, the node's label, colour and log.
 *
 * @param context of the step
 * @param deployment it belongs to
 * @param id which attempt of which step
 */
record TaskAccount(StepContext context, LiveDeployment deployment, OrderId id) {
    /**
     * The account of the step {@code id}.
     *
     * @throws IOException where the deployment around the step is another one
     */
    static TaskAccount of(StepContext context, OrderId id) throws IOException, InterruptedException {
        LiveDeployment deployment = context.get(LiveDeployment.class);
        if (deployment == null || !deployment.id().equals(id.deployment())) {
            throw new IOException("The deployment around this step is not that of " + id);
        }
        return new TaskAccount(context, deployment, id);
    }

    PlannedStep step() {
        return deployment.step(id.step());
    }

    /** What the step called {@code step} in a plan is called in views of a build. */
    static String label(PlannedStep step) {
        return switch (step.kind()) {
            case RESTORE, SAVE, BRING -> "archive: " + step.id();
            default -> step.id();
        };
    }

    /** Whether the deployment knows its end already: the controller went down before the step was completed. */
    boolean isEnded() {
        return !deployment.isCurrent(id.step(), id.attempt());
    }

    /** Whether its build goes on; the answer of a freestyle job may come as late as the listeners of an ended build. */
    boolean isBuilding() {
        return deployment.run().isLogUpdated();
    }

    /** Records that it begins. */
    void begin() throws IOException, InterruptedException {
        StepNode.label(context, label(step()));
        deployment.placed(id, context);
        deployment.started(id);
    }

    /** Records how it ended. */
    void end(HookEnd end) throws IOException, InterruptedException {
        for (String note : end.output().notes()) {
            tell(note);
        }
        deployment.ended(id, end);
    }

    /**
     * Completes the step, which fails where the deployment failed by it.
     *
     * @param end how it ended; null: the controller that knew it went down
     * @param stopCause why it was asked to stop; null: it was not
     */
    void complete(@CheckForNull HookEnd end, @CheckForNull Throwable stopCause)
            throws IOException, InterruptedException {
        boolean failed = end != null && end.state() != HookEnd.State.OK;
        if (failed) {
            tell(id.step() + ": " + end.reason());
        }
        if (stopCause != null && (end == null || failed)) {
            context.onFailure(stopCause);
        } else if (isCause()) {
            HookEnd known = end == null ? HookEnd.of(HookEnd.State.FAILED, deployment.reason()) : end;
            context.onFailure(new HookFailedException(deployment.reason(), known));
        } else {
            if (failed) {
                StepNode.warn(context, end.reason(), deployment.isUnstable());
            }
            context.onSuccess(null);
        }
    }

    /** Whether the deployment failed by this step. */
    private boolean isCause() {
        Cause cause = deployment.cause();
        return cause != null && id.step().equals(cause.stepId());
    }

    /** Writes a line into the log of the step. */
    void tell(String line) throws IOException, InterruptedException {
        StepLog.tell(context, line);
    }
}
