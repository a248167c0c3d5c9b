package io.jenkins.plugins.deployhooks.pipeline.course;

import io.jenkins.plugins.deployhooks.engine.deployment.DeploymentCourse;
import io.jenkins.plugins.deployhooks.engine.deployment.record.Recorder;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookRun;
import io.jenkins.plugins.deployhooks.pipeline.order.HookOrder;
import io.jenkins.plugins.deployhooks.pipeline.order.OrderId;
import java.time.Duration;

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

    /** Begins the attempt, where it is what is to be done now; otherwise it began before a restart. */
    static Ready begin(DeploymentCourse course, OrderId order) {
        boolean current = course.isCurrent(order.step(), order.attempt());
        if (current) {
            course.started(course.plan().step(order.step()), order.attempt());
        }
        Command.Run run = current
                ? (Command.Run) course.current()
                : new Command.Run(order.step(), order.attempt(), Duration.ZERO, false);
        return new Ready(order.attempt(), course.request(run));
    }

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
                        course.hidden(step)));
    }
}
