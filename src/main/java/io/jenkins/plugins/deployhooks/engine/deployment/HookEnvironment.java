package io.jenkins.plugins.deployhooks.engine.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.deployment.record.Recorder;
import io.jenkins.plugins.deployhooks.engine.lifecycle.LifecycleState;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Cause;
import io.jenkins.plugins.deployhooks.engine.plan.DeploymentKind;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.plan.Section;
import io.jenkins.plugins.deployhooks.engine.profile.Profiles;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The variables of hooks and bodies (SPEC 3, Variables for every hook; S8, S26, S34). */
final class HookEnvironment {
    static final Set<String> OURS = Set.of(
            "DEPLOY_ID",
            "DEPLOY_APP",
            "DEPLOY_ENVIRONMENT",
            "DEPLOY_KIND",
            "DEPLOY_PHASE",
            "DEPLOY_EVENT",
            "DEPLOY_HOOK",
            "DEPLOY_ATTEMPT",
            "DEPLOY_RESULT",
            "DEPLOY_FAILED_HOOK",
            "DEPLOY_EXIT_CODE",
            "DEPLOY_REASON",
            "DEPLOY_DURATION",
            "DEPLOY_COMMIT",
            "DEPLOY_FROM_CACHE",
            "DEPLOY_CACHE_KEY",
            "DEPLOY_PREVIOUS_RESULT",
            "DEPLOY_OUTPUT");

    private static final Set<String> TYPES = Set.of("production", "staging");

    private final Definition definition;
    private final Plan plan;
    private About about;
    private final Recorder recorder;

    HookEnvironment(Definition definition, Plan plan, About about, Recorder recorder) {
        this.definition = definition;
        this.plan = plan;
        this.about = about;
        this.recorder = recorder;
    }

    /** The whole environment of {@code step}. */
    Map<String, String> of(PlannedStep step, int attempt) {
        Map<String, String> env = new HashMap<>(about.surroundings().env());
        // Nothing of a deployment around this one may shine through.
        env.keySet().removeAll(hidden(step));
        env.putAll(added(step, attempt));
        return env;
    }

    /** The variables around the deployment that {@code step} does not see. */
    Set<String> hidden(PlannedStep step) {
        Set<String> hidden = new HashSet<>(OURS);
        hidden.addAll(credentials(step));
        return hidden;
    }

    /** Those of them that are credentials of services: there are none yet in the build phase (S35). */
    Set<String> credentials(PlannedStep step) {
        return sees(step) == Phase.BUILD
                ? new HashSet<>(definition.rules().running().credentials())
                : Set.of();
    }

    /** What {@code step} sees beside the environment around it; a later part of it wins over an earlier one. */
    Map<String, String> added(PlannedStep step, int attempt) {
        Phase sees = sees(step);
        Map<String, String> env = new HashMap<>(platform(step, sees));
        env.keySet().removeAll(about.surroundings().env().keySet());
        env.putAll(temporary(step, sees));
        env.putAll(definition.phase(sees).env());
        env.putAll(recorder.outputs());
        if (step.hook() != null) {
            env.putAll(step.hook().hook().surroundings().env());
        }
        putDeployment(env);
        putStep(env, step, attempt);
        if (step.section().isSettled()) {
            putResult(env);
        }
        return env;
    }

    /** The file whose variables the body {@code step} sees, relative to the root of the repository; null: none. */
    @CheckForNull
    String sourced(PlannedStep step) {
        return sees(step) == Phase.RUN
                ? Profiles.get(plan.profile()).sourced(definition.target().folder())
                : null;
    }

    /** The deployment goes on at another place. */
    void at(About place) {
        about = place;
    }

    /** Where the app lives: the working directory of bodies (D17). */
    Path home() {
        String folder = definition.target().folder();
        return folder == null ? about.root() : about.root().resolve(folder).normalize();
    }

    /** The variables of the profile's platform; whoever sets one of them around the deployment knows better. */
    private Map<String, String> platform(PlannedStep step, Phase sees) {
        Map<String, String> known = known();
        known.put("{instance}", phase(step) == Phase.BUILD ? "build" : "production");
        Map<String, String> variables = new HashMap<>();
        templates(sees).forEach((name, template) -> {
            // What only a cache knows is left out where there is none.
            if (known.containsKey(template) || !template.startsWith("{")) {
                variables.put(name, known.getOrDefault(template, template));
            }
        });
        return variables;
    }

    /**
     * The private directory for temporary files (S44), which is stronger than that of the machine. What the run body starts
     * outlives the deployment, and the directory does not.
     */
    private Map<String, String> temporary(PlannedStep step, Phase sees) {
        String directory = about.surroundings().kept().values().get("tmp");
        Map<String, String> variables = new HashMap<>();
        boolean outlives = step.hook() == null && sees == Phase.RUN;
        templates(sees).forEach((name, template) -> {
            if (template.equals("{tmp}") && directory != null && !outlives) {
                variables.put(name, directory);
            }
        });
        return variables;
    }

    private Map<String, String> templates(Phase sees) {
        return Profiles.get(plan.profile()).variables().getOrDefault(sees, Map.of());
    }

    private Map<String, String> known() {
        Map<String, String> known = new HashMap<>();
        about.surroundings().kept().values().forEach((name, value) -> known.put("{" + name + "}", value));
        known.remove("{tmp}");
        String environment = definition.target().environment();
        known.put("{id}", about.id());
        known.put("{root}", about.root().toString());
        known.put("{environment}", environment);
        known.put("{environmentType}", TYPES.contains(environment) ? environment : "development");
        known.put(
                "{branch}",
                Objects.requireNonNullElse(about.surroundings().source().branch(), ""));
        known.put("{home}", home().toString());
        known.put("{app}", Objects.requireNonNullElse(definition.target().app(), ""));
        known.put(
                "{commit}",
                Objects.requireNonNullElse(about.surroundings().source().commit(), ""));
        return known;
    }

    private void putDeployment(Map<String, String> env) {
        LifecycleState.Findings findings = recorder.state().findings();
        DeploymentKind kind = plan.kind(findings.restoreFailed(), findings.overtaken());
        put(env, "DEPLOY_ID", about.id());
        put(env, "DEPLOY_APP", definition.target().app());
        put(env, "DEPLOY_ENVIRONMENT", definition.target().environment());
        put(env, "DEPLOY_KIND", kind.id());
        put(env, "DEPLOY_FROM_CACHE", Boolean.toString(kind != DeploymentKind.DEPLOY));
        put(env, "DEPLOY_CACHE_KEY", plan.archive().keys().own());
        put(env, "DEPLOY_COMMIT", about.surroundings().source().commit());
        put(env, "DEPLOY_PREVIOUS_RESULT", about.surroundings().kept().previousResult());
    }

    private void putStep(Map<String, String> env, PlannedStep step, int attempt) {
        put(env, "DEPLOY_PHASE", phase(step).id());
        put(env, "DEPLOY_ATTEMPT", Integer.toString(attempt));
        if (step.hook() != null) {
            put(env, "DEPLOY_EVENT", step.hook().event());
            put(env, "DEPLOY_HOOK", step.hook().hook().name());
        }
    }

    /** What has become of the deployment, for the hooks that answer it (S26). */
    private void putResult(Map<String, String> env) {
        LifecycleState.Findings findings = recorder.state().findings();
        Cause cause = findings.cause();
        put(env, "DEPLOY_RESULT", findings.outcome().name());
        put(env, "DEPLOY_REASON", cause == null ? "" : cause.reason());
        put(env, "DEPLOY_FAILED_HOOK", cause == null || cause.stepId() == null ? "" : cause.stepId());
        put(env, "DEPLOY_EXIT_CODE", recorder.exitCode(cause));
        put(env, "DEPLOY_DURATION", Long.toString(recorder.elapsed().toSeconds()));
    }

    /** The phase of a step, also of an event by itself; for the answer to a failure the phase that failed (X9). */
    private Phase phase(PlannedStep step) {
        Cause cause = recorder.state().findings().cause();
        Section section = section(step);
        if (section.isSettled() && cause != null) {
            section = cause.stepId() == null ? Section.BUILD : section(plan.step(cause.stepId()));
        }
        return section == Section.BUILD ? Phase.BUILD : Phase.RUN;
    }

    private static Section section(PlannedStep step) {
        return step.hook() == null ? step.section() : step.hook().section();
    }

    private static Phase sees(PlannedStep step) {
        return step.hook() == null ? bodyPhase(step) : step.hook().standing().sees();
    }

    private static Phase bodyPhase(PlannedStep step) {
        return step.section() == Section.BUILD ? Phase.BUILD : Phase.RUN;
    }

    private static void put(Map<String, String> env, String name, @CheckForNull String value) {
        if (value != null) {
            env.put(name, value);
        }
    }
}
