package io.jenkins.plugins.deployhooks.engine.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.CacheSpec;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.HookOrigins;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.Rules;
import io.jenkins.plugins.deployhooks.engine.definition.hook.EventHooks;
import io.jenkins.plugins.deployhooks.engine.definition.hook.FailurePolicy;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Hook;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.definition.running.Frozen;
import io.jenkins.plugins.deployhooks.engine.definition.running.Traffic;
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
    private static final String REOPEN = "open-after-failure";
    private static final PlannedStep.Choice ALWAYS = new PlannedStep.Choice(Decision.RUN, Decision.RUN);

    private final Definition definition;
    private final Profile profile;
    private final Facts facts;
    private final Reuse reuse;
    private final Conditions conditions;
    private final Conditions ifRestoreFails;
    private final Conditions ifRestoreFailsLater;

    @CheckForNull
    private final Conditions ifOvertaken;

    private final List<PlannedStep> steps = new ArrayList<>();
    private final List<PlannedStep> reopening = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private Planner(Definition definition, Profile profile, Facts facts) {
        this.definition = definition;
        this.profile = profile;
        this.reuse = new Reuse(definition, facts);
        this.facts = facts.with(reuse.archive());
        this.conditions = new Conditions(definition, this.facts);
        Facts restoreFailed = this.facts.with(reuse.ifRestoreFails());
        this.ifRestoreFails = new Conditions(definition, restoreFailed);
        // It takes long to build after all, so another one may have come between: nobody knows then what has changed.
        this.ifRestoreFailsLater = new Conditions(
                definition, restoreFailed.with(restoreFailed.source().with(Facts.Changes.NOBODY_ASKED)));
        Facts.Archive overtaken = reuse.ifOvertaken();
        boolean changes =
                definition.asksWhatChanged() && facts.source().changes().paths() != null;
        this.ifOvertaken = overtaken == null && !changes ? null : ifOvertaken(overtaken);
    }

    /** Where another deployment came between nobody knows what differs from what that one has deployed. */
    private Conditions ifOvertaken(@CheckForNull Facts.Archive archive) {
        Facts known = archive == null ? facts : facts.with(archive);
        return new Conditions(definition, known.with(known.source().with(Facts.Changes.NOBODY_ASKED)));
    }

    /** The plan of a deployment of {@code definition} by the rules of {@code profile}. */
    public static Plan plan(Definition definition, Profile profile, Facts facts) {
        return new Planner(definition, profile, facts).make();
    }

    private Plan make() {
        boolean mounts = !definition.rules().running().mounts().isEmpty();
        boolean promised = facts.bounds().makesDirectories() && (profile.wants("{cache}") || profile.wants("{tmp}"));
        if (promised) {
            add("directories", PlannedStep.Kind.PREPARE, Section.BUILD, ALWAYS);
        }
        if (mounts) {
            add("unmount", PlannedStep.Kind.UNMOUNT, Section.BUILD, ALWAYS);
        }
        add("restore", PlannedStep.Kind.RESTORE, Section.BUILD, reuse.restore());
        hooks(Place.BEFORE_BUILD);
        body(Phase.BUILD, Section.BUILD);
        hooks(Place.AFTER_BUILD);
        add("save", PlannedStep.Kind.SAVE, Section.BUILD, reuse.save());
        if (facts.bounds().apart()) {
            add("bring", PlannedStep.Kind.BRING, Section.RUN, reuse.bring());
        }
        if (promised && facts.bounds().apart()) {
            add("directories-run", PlannedStep.Kind.PREPARE, Section.RUN, ALWAYS);
        }
        if (mounts) {
            add("mount", PlannedStep.Kind.MOUNT, Section.RUN, ALWAYS);
        }
        hooks(Place.BEFORE_RUN);
        body(Phase.RUN, Section.RUN);
        hooksWithoutTraffic();
        if (definition.rules().readiness() != null) {
            add("readiness", PlannedStep.Kind.READINESS, Section.RUN, ALWAYS);
        }
        if (facts.bounds().rest()) {
            add("rest", PlannedStep.Kind.REST, Section.RUN, ALWAYS);
        }
        hooks(Place.ON_SUCCESS);
        steps.addAll(reopening);
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
        Conditions restoreFailed = section == Section.BUILD ? ifRestoreFails : ifRestoreFailsLater;
        return new PlannedStep.Choice(
                rule.apply(conditions), rule.apply(restoreFailed), overtaken == null ? null : rule.apply(overtaken));
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
            List<PlannedStep> planned = new ArrayList<>();
            for (int i = 0; i < hooks.hooks().size(); i++) {
                planned.add(hook(event, hooks.failFast(), i, hooks.hooks().get(i)));
            }
            addFrozen(event, planned);
        }
    }

    private PlannedStep hook(EventRule event, boolean failFast, int index, Hook hook) {
        Map<String, Origin> origins =
                new HashMap<>(new HookOrigins(definition.origins(), profile.name()).of(event.name(), index));
        boolean demanded = origins.get("hook").strength() == Origin.Strength.DEMAND;
        HookSettings settings = settings(event, hook, origins);
        PlannedHook planned = new PlannedHook(
                event.name(),
                // What an administrator demands is not what the repository makes of it.
                event.hooks().sees() == Phase.RUN && !demanded ? sourcing(atHome(hook)) : atHome(hook),
                settings,
                // What an administrator demands is not followed by hooks that do not mind its failure.
                new PlannedHook.Standing(
                        event.place(), event.hooks().sees(), failFast || demanded, afterLaunchOnly(event)),
                origins);
        Section section = Section.of(event.place());
        PlannedStep.Choice choice = choice(section, known -> known.decide(event, hook, demanded));
        warnOfResult(planned);
        if (choice.decision().run()) {
            warnOfChanges(planned);
        }
        return new PlannedStep(planned.id(), PlannedStep.Kind.HOOK, section, choice, planned);
    }

    /** Who wrote the condition is told why it does not leave the hook out. */
    private void warnOfChanges(PlannedHook hook) {
        Facts.Changes changes = facts.source().changes();
        if (!hook.hook().surroundings().when().changedPaths().isEmpty()
                && changes.paths() == null
                && reuse.halt() == null) {
            warnings.add("%s: runs whatever has changed, since %s".formatted(hook.id(), changes.obstacle()));
        }
    }

    /** Around hooks that may change nothing of the app somebody looks whether they do (S54). */
    private void addFrozen(EventRule event, List<PlannedStep> hooks) {
        Frozen said = definition.rules().running().frozen();
        Frozen frozen = said == null ? profile.habits().frozen() : said;
        if (!event.hooks().frozen() || frozen == Frozen.OFF) {
            steps.addAll(hooks);
            return;
        }
        Section section = Section.of(event.place());
        PlannedStep.Choice choice = any(hooks, "no hook of " + event.name() + " runs");
        add("freeze-" + event.name(), PlannedStep.Kind.FREEZE, section, choice);
        steps.addAll(hooks);
        PlannedStep.Kind kind = frozen == Frozen.FAIL ? PlannedStep.Kind.FROZEN_STRICT : PlannedStep.Kind.FROZEN;
        add("frozen-" + event.name(), kind, section, choice);
    }

    private static PlannedStep.Choice any(List<PlannedStep> hooks, String otherwise) {
        Decision skip = Decision.skip(otherwise);
        return new PlannedStep.Choice(
                anyRuns(hooks, PlannedStep.Choice::decision) ? Decision.RUN : skip,
                anyRuns(hooks, PlannedStep.Choice::ifRestoreFails) ? Decision.RUN : skip,
                anyRuns(hooks, PlannedStep.Choice::ifOvertaken) ? Decision.RUN : null);
    }

    private static boolean anyRuns(List<PlannedStep> hooks, Function<PlannedStep.Choice, Decision> when) {
        return hooks.stream()
                .map(hook -> when.apply(hook.choice()))
                .anyMatch(decision -> decision != null && decision.run());
    }

    /** Requests are held back only while hooks run that must not see any (S57), and let through whatever happens then. */
    private void hooksWithoutTraffic() {
        int first = steps.size();
        hooks(Place.AFTER_RUN);
        Traffic traffic = definition.rules().running().traffic();
        Hook hold = traffic == null ? null : traffic.hold();
        Hook open = traffic == null ? null : traffic.open();
        if (hold == null || open == null) {
            return;
        }
        List<PlannedStep> during = List.copyOf(steps.subList(first, steps.size()));
        if (during.isEmpty()) {
            warnings.add("traffic: no requests are held, since there are no hooks during which none may come (S57)");
            return;
        }
        PlannedStep.Choice choice = any(during, "no hooks run during which requests are held");
        steps.add(first, traffic(hold, Place.AFTER_RUN, choice));
        steps.add(traffic(open, Place.AFTER_RUN, choice));
        Hook again = new Hook(REOPEN, open.script(), open.settings(), open.surroundings());
        reopening.add(traffic(again, Place.ON_FAILURE, choice));
    }

    /** Requests that stay held are a failure, whatever else may be forgiven: then they are let through once more. */
    private static FailurePolicy policy(Place place, boolean holds, HookSettings settings) {
        if (place == Place.ON_FAILURE) {
            return FailurePolicy.WARN;
        }
        return holds ? settings.onFailure() : FailurePolicy.FAIL;
    }

    private PlannedStep traffic(Hook hook, Place place, PlannedStep.Choice choice) {
        boolean holds = hook.name().equals(Traffic.HOLD);
        Map<String, Origin> origins = new HookOrigins(definition.origins(), profile.name())
                .at(Traffic.EVENT + "." + (holds ? Traffic.HOLD : Traffic.OPEN));
        HookSettings settings =
                hook.settings().orElse(definition.rules().defaults()).orElse(HookSettings.BUILT_IN);
        PlannedHook planned = new PlannedHook(
                Traffic.EVENT,
                sourcing(atHome(hook)),
                new HookSettings(
                        settings.shell(),
                        cut(Traffic.EVENT + "/" + hook.name(), settings.limits(), origins),
                        settings.retries(),
                        policy(place, holds, settings)),
                new PlannedHook.Standing(place, Phase.RUN, true, false),
                origins);
        Decision own = conditions.decide(Traffic.EVENT, hook);
        if (own.run() && place != Place.ON_FAILURE) {
            warnOfChanges(planned);
        }
        return new PlannedStep(planned.id(), PlannedStep.Kind.HOOK, Section.of(place), both(choice, hook), planned);
    }

    /** The choice of the event of traffic and that of its {@code hook}: it runs where both say so. */
    private PlannedStep.Choice both(PlannedStep.Choice event, Hook hook) {
        Decision overtaken = event.after(false, true);
        return new PlannedStep.Choice(
                first(event.decision(), conditions.decide(Traffic.EVENT, hook)),
                first(event.ifRestoreFails(), ifRestoreFailsLater.decide(Traffic.EVENT, hook)),
                ifOvertaken == null ? null : first(overtaken, ifOvertaken.decide(Traffic.EVENT, hook)));
    }

    private static Decision first(Decision event, Decision hook) {
        return hook.run() ? event : hook;
    }

    /** {@code hook}, which works where the app lives if its platform says so and itself nothing else (S41). */
    private Hook atHome(Hook hook) {
        Hook.Surroundings around = hook.surroundings();
        String folder = definition.target().folder();
        return around.dir() != null || folder == null || !profile.habits().atHome()
                ? hook
                : new Hook(
                        hook.name(),
                        hook.script(),
                        hook.settings(),
                        new Hook.Surroundings(around.env(), folder, around.when(), around.enabled()));
    }

    /** {@code hook}, which sees what the platform's file of variables says. */
    private Hook sourcing(Hook hook) {
        String file = profile.sourced(definition.target().folder());
        return file == null
                ? hook
                : new Hook(hook.name(), hook.script().after(file), hook.settings(), hook.surroundings());
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
                cut(event.name() + "/" + hook.name(), limits, origins),
                wanted.retries(),
                wanted.onFailure().atMost(event.hooks().strongest()));
    }

    private HookSettings.Limits cut(String name, HookSettings.Limits limits, Map<String, Origin> origins) {
        return new HookSettings.Limits(
                cut(name, limits.timeout(), origins), limits.inactivityTimeout(), limits.killGrace());
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
