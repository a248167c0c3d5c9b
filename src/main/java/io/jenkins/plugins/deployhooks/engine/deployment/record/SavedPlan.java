package io.jenkins.plugins.deployhooks.engine.deployment.record;

import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import java.util.List;

/**
 * What a deployment was told to do, for storage.
 *
 * @param version of this form, {@link #VERSION}
 * @param definition what the user wrote
 * @param profile whose rules hold
 * @param basis what was decided before
 * @param steps the steps of the plan
 * @param warnings of the plan
 */
public record SavedPlan(
        int version,
        Definition definition,
        String profile,
        Plan.Basis basis,
        List<PlannedStep> steps,
        List<String> warnings) {
    /** The version of this form; a new one when a field changes its meaning or goes. */
    public static final int VERSION = 1;

    /** The form of {@code definition}, planned as {@code plan}. */
    public static SavedPlan of(Definition definition, Plan plan) {
        return new SavedPlan(VERSION, definition, plan.profile(), plan.basis(), plan.steps(), plan.warnings());
    }

    /** The plan. */
    public Plan plan() {
        return new Plan(profile, basis, steps, warnings);
    }
}
