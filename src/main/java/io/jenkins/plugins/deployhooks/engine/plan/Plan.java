package io.jenkins.plugins.deployhooks.engine.plan;

import java.util.List;
import java.util.NoSuchElementException;

/**
 * What will happen.
 *
 * @param profile the name of the profile whose rules hold
 * @param kind how much an earlier deployment has done
 * @param steps every step, also those that do not run, in their order; the sections follow each other
 * @param warnings things people should know although the deployment runs
 */
public record Plan(String profile, DeploymentKind kind, List<PlannedStep> steps, List<String> warnings) {
    public Plan {
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
    }

    /**
     * The step called {@code id}.
     *
     * @throws NoSuchElementException if there is none
     */
    public PlannedStep step(String id) {
        return steps.stream()
                .filter(step -> step.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("the plan has no step " + id));
    }
}
