package io.jenkins.plugins.deployhooks.engine.definition.load;

import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.problem.DidYouMean;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import java.util.LinkedHashSet;
import java.util.Set;

/** Names of events and hooks to skip: one that nothing has would be passed over in silence. */
final class SkipNames {
    private SkipNames() {}

    static void check(Definition definition, Profile profile, Problems problems) {
        Set<String> known = new LinkedHashSet<>(profile.eventNames());
        definition
                .events()
                .forEach((event, hooks) -> hooks.hooks().forEach(hook -> {
                    known.add(hook.name());
                    known.add(event + "/" + hook.name());
                }));
        Origin origin = definition.origins().get("skip");
        for (String name : definition.rules().choices().skip()) {
            if (!known.contains(name) && origin != null) {
                String why = "no event and no hook has this name";
                problems.warning(
                        origin, "nothing to skip called " + Quoted.of(name), why, DidYouMean.phrase(name, known));
            }
        }
    }
}
