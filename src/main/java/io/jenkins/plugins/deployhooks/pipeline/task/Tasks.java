package io.jenkins.plugins.deployhooks.pipeline.task;

import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;

/** Which task a step of a plan is. */
final class Tasks {
    private Tasks() {}

    /**
     * The task of {@code step}.
     *
     * @throws IllegalArgumentException where it is none
     */
    static DeploymentTask of(PlannedStep step) {
        return switch (step.kind()) {
            case READINESS -> new ReadinessTask();
            case RESTORE, SAVE, BRING -> new ArchiveTask();
            case PREPARE, MOUNT, UNMOUNT, FREEZE, FROZEN, FROZEN_STRICT -> new PremisesTask();
            default -> throw new IllegalArgumentException(step.id() + " is no task of a deployment");
        };
    }
}
