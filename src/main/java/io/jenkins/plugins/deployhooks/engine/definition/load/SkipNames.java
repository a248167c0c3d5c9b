package io.jenkins.plugins.deployhooks.engine.definition.load;

import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.HookOrigins;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.problem.DidYouMean;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import io.jenkins.plugins.deployhooks.engine.definition.running.Traffic;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Names of events and hooks to skip: one that nothing has would be passed over in silence. */
final class SkipNames {
    private SkipNames() {}

    static void check(Definition definition, Profile profile, Problems problems) {
        Set<String> known = new LinkedHashSet<>(profile.eventNames());
        if (definition.rules().running().traffic() != null) {
            known.addAll(List.of(Traffic.EVENT, Traffic.HOLD, Traffic.OPEN));
        }
        Set<String> demanded = new LinkedHashSet<>();
        HookOrigins origins = new HookOrigins(definition.origins(), profile.name());
        definition.events().forEach((event, hooks) -> {
            for (int i = 0; i < hooks.hooks().size(); i++) {
                String name = hooks.hooks().get(i).name();
                boolean own = origins.of(event, i).get("hook").strength() != Origin.Strength.DEMAND;
                (own ? known : demanded).addAll(List.of(name, event + "/" + name));
            }
        });
        Origin origin = definition.origins().get("skip");
        for (String name : definition.rules().choices().skip()) {
            if (origin != null && demanded.contains(name) && !known.contains(name)) {
                String why = "the administrator demands it";
                problems.warning(origin, Quoted.of(name) + " cannot be skipped", why, null);
            } else if (origin != null && !known.contains(name)) {
                String why = "no event and no hook has this name";
                problems.warning(
                        origin, "nothing to skip called " + Quoted.of(name), why, DidYouMean.phrase(name, known));
            }
        }
    }
}
