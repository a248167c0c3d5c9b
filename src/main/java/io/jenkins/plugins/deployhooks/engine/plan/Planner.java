package io.jenkins.plugins.deployhooks.engine.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.CacheSpec;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.HookOrigins;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.Rules;
import io.jenkins.plugins.deployhooks.engine.definition.hook.EventHooks;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Hook;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.profile.EventRule;
import io.jenkins.plugins.deployhooks.engine.profile.Place;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import io.jenkins.plugins.deployhooks.engine.time.TimeLimit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Makes plans: a function of definition, profile and facts. */
public final class Planner {
    private static final String TIMEOUT = "timeout";

    private final Definition definition;
    private final Profile profile;
    private final Facts facts;
    private final Reuse reuse;
    private final Conditions conditions;
    private final Conditions ifRestoreFails;

    @CheckForNull
    private final Conditions ifOvertaken;

    private final List<PlannedStep> steps = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private Planner(Definition definition, Profile profile, Facts facts) {
        this.definition = definition;
        this.profile = profile;
        this.reuse = new Reuse(definition, facts);
        this.facts = facts.with(reuse.archive());
        this.conditions = new Conditions(definition, this.facts);
        this.ifRestoreFails = new Conditions(definition, this.facts.with(reuse.ifRestoreFails()));
        Facts.Archive overtaken = reuse.ifOvertaken();
        this.ifOvertaken = overtaken == null ? null : new Conditions(definition, this.facts.with(overtaken));
    }

    /** The plan of a deployment of {@code definition} by the rules of {@code profile}. */
    public static Plan plan(Definition definition, Profile profile, Facts facts) {
        return new Planner(definition, profile, facts).make();
    }

    private Plan make() {
        add("restore", PlannedStep.Kind.RESTORE, Section.BUILD, reuse.restore());
        hooks(Place.BEFORE_BUILD);
        body(Phase.BUILD, Section.BUILD);
        hooks(Place.AFTER_BUILD);
        add("save", PlannedStep.Kind.SAVE, Section.BUILD, reuse.save());
        if (facts.bounds().apart()) {
            add("bring", PlannedStep.Kind.BRING, Section.RUN, reuse.bring());
        }
        hooks(Place.BEFORE_RUN);
        body(Phase.RUN, Section.RUN);
        hooks(Place.AFTER_RUN);
        if (definition.rules().readiness() != null) {
            add(
                    "readiness",
                    PlannedStep.Kind.READINESS,
                    Section.RUN,
                    new PlannedStep.Choice(Decision.RUN, Decision.RUN));
        }
        if (facts.bounds().rest()) {
            add("rest", PlannedStep.Kind.REST, Section.RUN, new PlannedStep.Choice(Decision.RUN, Decision.RUN));
        }
        hooks(Place.ON_SUCCESS);
        hooks(Place.ON_FAILURE);
        hooks(Place.AT_END);
        return new Plan(
                profile.name(),
                new Plan.Basis(
                        facts.archive(),
                        reuse.fresh(),
                        definition.rules().cache().saving().when() == CacheSpec.SaveWhen.ALWAYS,
                        reuse.refusal()),
                steps.stream().map(this::unlessHalted).toList(),
                warnings);
    }

    /** Nothing runs in a deployment of what is deployed already, where the user wants that (D7). */
    private PlannedStep unlessHalted(PlannedStep step) {
        String halt = reuse.halt();
        if (halt == null) {
            return step;
        }
        PlannedStep.Choice never = new PlannedStep.Choice(Decision.skip(halt), Decision.skip(halt));
        return new PlannedStep(step.id(), step.kind(), step.section(), never, step.hook());
    }

    private void body(Phase phase, Section section) {
        EventRule.Runs runs = profile.bodies().getOrDefault(phase, new EventRule.Runs(true, true));
        PlannedStep.Choice choice = choice(section, known -> known.byKind(runs));
        steps.add(new PlannedStep(phase.id(), PlannedStep.Kind.BODY, section, choice, null));
    }

    private PlannedStep.Choice choice(Section section, Function<Conditions, Decision> rule) {
        // Other deployments change what runs, never what is built.
        Conditions overtaken = section == Section.BUILD ? null : ifOvertaken;
        return new PlannedStep.Choice(
                rule.apply(conditions), rule.apply(ifRestoreFails), overtaken == null ? null : rule.apply(overtaken));
    }

    private void add(String id, PlannedStep.Kind kind, Section section, PlannedStep.Choice choice) {
        steps.add(new PlannedStep(id, kind, section, choice, null));
    }

    private void hooks(Place place) {
        for (EventRule event : profile.events()) {
            EventHooks hooks = definition.events().get(event.name());
            if (event.place() != place || hooks == null) {
                continue;
            }
            for (int i = 0; i < hooks.hooks().size(); i++) {
                hook(event, hooks.failFast(), i, hooks.hooks().get(i));
            }
        }
    }

    private void hook(EventRule event, boolean failFast, int index, Hook hook) {
        Map<String, Origin> origins =
                new HashMap<>(new HookOrigins(definition.origins(), profile.name()).of(event.name(), index));
        boolean demanded = origins.get("hook").strength() == Origin.Strength.DEMAND;
        HookSettings settings = settings(event, hook, origins);
        PlannedHook planned = new PlannedHook(
                event.name(),
                hook,
                settings,
                // What an administrator demands is not followed by hooks that do not mind its failure.
                new PlannedHook.Standing(
                        event.place(), event.hooks().sees(), failFast || demanded, afterLaunchOnly(event)),
                origins);
        Section section = Section.of(event.place());
        PlannedStep.Choice choice = choice(section, known -> known.decide(event, hook, demanded));
        if (facts.bounds().unsupportedEvents().contains(event.name())) {
            warnings.add("%s: the hook is configured, but this kind of app does not support %s (S10)"
                    .formatted(planned.id(), event.name()));
        }
        warnOfResult(planned);
        steps.add(new PlannedStep(planned.id(), PlannedStep.Kind.HOOK, section, choice, planned));
    }

    /** A condition on a result that no deployment can have when the hook is due is a hook that never runs. */
    private void warnOfResult(PlannedHook planned) {
        List<String> results = planned.hook().surroundings().when().rest().results();
        List<String> possible =
                switch (Section.of(planned.standing().place())) {
                    case BUILD, RUN, SUCCEEDED -> List.of("success", "unstable");
                    case FAILED -> List.of("failed", "aborted");
                    case CLEANUP -> results;
                };
        if (!results.isEmpty() && Collections.disjoint(results, possible)) {
            warnings.add("%s: never runs, since the result there is %s, and its condition wants %s"
                    .formatted(planned.id(), String.join(" or ", possible), String.join(" or ", results)));
        }
    }

    private boolean afterLaunchOnly(EventRule event) {
        return event.place() == Place.ON_FAILURE
                && definition.rules().choices().runFailedOn() == Rules.RunFailedOn.START;
    }

    private HookSettings settings(EventRule event, Hook hook, Map<String, Origin> origins) {
        boolean demanded = origins.get("hook").strength() == Origin.Strength.DEMAND;
        HookSettings wanted = hook.settings()
                .orElse(demanded ? HookSettings.UNSET : definition.rules().defaults())
                .orElse(event.hooks().defaults())
                .orElse(HookSettings.BUILT_IN);
        HookSettings.Limits limits = wanted.limits();
        return new HookSettings(
                wanted.shell(),
                new HookSettings.Limits(
                        cut(event.name() + "/" + hook.name(), limits.timeout(), origins),
                        limits.inactivityTimeout(),
                        limits.killGrace()),
                wanted.retries(),
                wanted.onFailure().atMost(event.hooks().strongest()));
    }

    /** X12: no hook takes longer than the administrator allows. Who of a job or repository has written another time-out is told so. */
    private TimeLimit cut(String name, TimeLimit timeout, Map<String, Origin> origins) {
        TimeLimit maximum = facts.bounds().maximumTimeout();
        TimeLimit cut = timeout.atMost(maximum);
        if (cut.equals(timeout)) {
            return timeout;
        }
        Origin.Strength said = origins.get(TIMEOUT).strength();
        if (said.compareTo(Origin.Strength.ADMINISTRATOR) > 0 && said != Origin.Strength.DEMAND) {
            warnings.add("%s: time-out %s is cut to the administrator's maximum %s".formatted(name, timeout, maximum));
        }
        origins.put(TIMEOUT, Origin.of(Origin.Strength.DEMAND, "administrator's maximum time-out"));
        return cut;
    }
}
