package io.jenkins.plugins.deployhooks.pipeline.node;

import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.report.HookLabel;
import io.jenkins.plugins.deployhooks.pipeline.call.StepCall;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import io.jenkins.plugins.deployhooks.pipeline.task.DeployTaskStep;
import java.util.HashMap;
import java.util.Map;

/** The step of Jenkins that carries out a step of a plan. */
public final class PlannedCall {
    private PlannedCall() {}

    /** The call for {@code run} of {@code deployment}. */
    public static StepCall of(LiveDeployment deployment, Command.Run run) {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("deployment", deployment.id());
        arguments.put("step", run.stepId());
        arguments.put("attempt", run.attempt());
        if (!run.delay().isZero()) {
            arguments.put("delayMillis", run.delay().toMillis());
        }
        boolean hook = deployment.step(run.stepId()).kind() == PlannedStep.Kind.HOOK;
        return StepCall.of(hook ? "deployHook" : "deployTask", arguments);
    }

    /** What {@code step} is called in views of a build. */
    public static String label(PlannedStep step) {
        return step.kind() == PlannedStep.Kind.HOOK
                ? HookLabel.of(step.hook().event(), step.hook().hook().name())
                : DeployTaskStep.label(step);
    }
}
