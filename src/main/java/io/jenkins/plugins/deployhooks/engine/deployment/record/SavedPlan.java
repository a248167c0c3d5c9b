package io.jenkins.plugins.deployhooks.engine.deployment.record;

import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Rules;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Hook;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.definition.hook.When;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedHook;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import java.util.List;
import java.util.Map;

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

    /**
     * The same for a deployment that is over: without what only who runs something needs, which may hold secrets. Its report and
     * what it deployed are told from it as before.
     */
    public SavedPlan ended() {
        return new SavedPlan(
                version,
                new Definition(definition.target(), Map.of(), Map.of(), Rules.DEFAULT, Map.of()),
                profile,
                basis,
                steps.stream().map(SavedPlan::ended).toList(),
                warnings);
    }

    private static PlannedStep ended(PlannedStep step) {
        PlannedHook planned = step.hook();
        if (planned == null) {
            return step;
        }
        Hook hook = planned.hook();
        When when = hook.surroundings().when();
        // Whether it asks what has changed: a change that it has not dealt with is not deployed yet.
        When asked = new When(List.of(), when.environments(), when.changedPaths(), When.ALWAYS.rest());
        Hook left = new Hook(
                hook.name(),
                new Script(hook.script().kind(), "", null),
                HookSettings.UNSET,
                new Hook.Surroundings(Map.of(), null, asked, hook.surroundings().enabled()));
        return new PlannedStep(
                step.id(),
                step.kind(),
                step.section(),
                step.choice(),
                new PlannedHook(planned.event(), left, planned.settings(), planned.standing(), planned.origins()));
    }
}
