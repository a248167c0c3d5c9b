package io.jenkins.plugins.deployhooks.engine.cache.key;

import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedHook;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.plan.Section;
import io.jenkins.plugins.deployhooks.engine.profile.EventRule;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The run-time environment, part by part: what a redeploy without changes would have again (S47, S50). */
public final class RunParts {
    private static final EventRule.Runs ALWAYS = new EventRule.Runs(true, true);

    private final Path root;
    private final Profile profile;

    /** @param root the root of the app */
    public RunParts(Path root, Profile profile) {
        this.root = root;
        this.profile = profile;
    }

    /**
     * The parts of a deployment of {@code definition}: the variables of the run phase, and the hooks and commands that a
     * redeploy leaves out. What runs in every deployment cannot be out of date.
     *
     * @param plan for a deployment that builds, so that its hooks are those that would run
     * @throws IOException if a script cannot be read
     */
    public Map<String, String> of(Definition definition, Plan plan) throws IOException, InterruptedException {
        KeyParts parts = new KeyParts();
        definition
                .phase(Phase.RUN)
                .env()
                .forEach((name, value) -> parts.add("run-time " + TemplateValues.VARIABLE + name, name, value));
        HookParts hooks = new HookParts(root);
        if (!profile.bodies().getOrDefault(Phase.RUN, ALWAYS).onRedeploy()) {
            hooks.add(parts, "run commands", definition.phase(Phase.RUN).body());
        }
        hooks.add(parts, leftOut(plan));
        return parts.all();
    }

    private List<PlannedHook> leftOut(Plan plan) {
        return plan.steps().stream()
                .filter(step -> step.section() == Section.RUN
                        && step.hook() != null
                        && step.choice().decision().run())
                .map(PlannedStep::hook)
                .filter(hook -> {
                    EventRule event = profile.event(hook.event());
                    return event != null && !event.runs().onRedeploy();
                })
                .toList();
    }
}
