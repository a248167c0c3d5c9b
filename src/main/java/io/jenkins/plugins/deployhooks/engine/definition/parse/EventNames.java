package io.jenkins.plugins.deployhooks.engine.definition.parse;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.problem.DidYouMean;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.profile.EventRule;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import io.jenkins.plugins.deployhooks.engine.profile.Profiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names of events: aliases become the events' own names (S27), unknown ones are problems (S4). This happens before trees
 * are merged, so that an alias in one source and the name in another are the same event.
 */
public final class EventNames {
    private static final String HOOKS = "hooks";

    private EventNames() {}

    /** {@code tree} with the events' own names; unknown ones stay as they are. */
    public static MapNode canonical(MapNode tree, Profile profile, Problems problems) {
        if (!(tree.get(HOOKS) instanceof MapNode hooks)) {
            return tree;
        }
        Map<String, MapNode.Entry> events = new LinkedHashMap<>();
        hooks.entries().forEach((name, entry) -> {
            String canonical = canonical(name, entry, profile, problems);
            MapNode.Entry first = events.putIfAbsent(canonical, entry);
            if (first != null) {
                problems.error(
                        entry.key(),
                        "the event " + canonical + " a second time",
                        name + " and " + canonical + " are the same event, and " + first.key() + " has it already",
                        "remove one of them");
            }
        });
        Map<String, MapNode.Entry> entries = new LinkedHashMap<>(tree.entries());
        entries.put(HOOKS, new MapNode.Entry(tree.entries().get(HOOKS).key(), new MapNode(hooks.origin(), events)));
        return new MapNode(tree.origin(), entries);
    }

    private static String canonical(String name, MapNode.Entry entry, Profile profile, Problems problems) {
        EventRule rule = profile.event(name);
        if (rule == null) {
            String why = "the profile " + profile.name() + " has " + String.join(", ", profile.eventNames());
            problems.error(entry.key(), "unknown event " + Quoted.of(name), why, suggestion(name, profile));
            return name;
        }
        if (!rule.name().equals(name)) {
            String what = "the event " + Quoted.of(name) + " is deprecated";
            problems.warning(entry.key(), what, "today it is called " + rule.name(), "write " + rule.name());
        }
        return rule.name();
    }

    @CheckForNull
    private static String suggestion(String name, Profile profile) {
        List<String> known = new ArrayList<>(profile.eventNames());
        profile.events().forEach(event -> known.addAll(event.names().aliases()));
        String nearest = DidYouMean.nearest(name, known);
        EventRule rule = nearest == null ? null : profile.event(nearest);
        if (rule != null) {
            return "did you mean " + rule.name() + "?";
        }
        for (Profile other : Profiles.all()) {
            if (other.event(name) != null) {
                return "did you mean profile: " + other.name() + "?";
            }
        }
        return null;
    }
}
