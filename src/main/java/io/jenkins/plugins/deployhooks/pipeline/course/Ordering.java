package io.jenkins.plugins.deployhooks.pipeline.course;

import io.jenkins.plugins.deployhooks.engine.deployment.DeploymentCourse;
import io.jenkins.plugins.deployhooks.engine.deployment.record.Recorder;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookRun;
import io.jenkins.plugins.deployhooks.pipeline.order.HookOrder;

/** Makes of a planned hook what its step is told to run. */
final class Ordering {
    private Ordering() {}

    /**
     * A hook that is ready to run.
     *
     * @param attempt counted from 1
     * @param run what is to run
     */
    record Ready(int attempt, HookRun run) {}

    /**
     * The order for {@code step}.
     *
     * @param directory of the logs of the deployment, relative to that of all
     */
    static HookOrder of(String directory, DeploymentCourse course, PlannedStep step, Ready ready) {
        return new HookOrder(
                new HookOrder.Names(
                        step.hook().event(),
                        step.hook().hook().name(),
                        directory + "/" + Recorder.logName(course.plan(), step)),
                ready.run().script(),
                ready.run().settings(),
                new HookOrder.Surroundings(
                        null,
                        step.hook().hook().surroundings().dir(),
                        course.variables(step, ready.attempt()),
                        DeploymentCourse.variableNames()));
    }
}
