package io.jenkins.plugins.deployhooks.engine.definition.load;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.source.Administration;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ListNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.Node;
import io.jenkins.plugins.deployhooks.engine.profile.EventRule;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the hooks that an administrator demands around those of the deployment. It happens when the sources are merged, so
 * that none of them can replace one. Events which the profile does not have are left out: hooks are demanded for all profiles.
 */
final class DemandedHooks {
    private static final String HOOKS = "hooks";

    private final Administration administration;
    private final Profile profile;

    DemandedHooks(Administration administration, Profile profile) {
        this.administration = administration;
        this.profile = profile;
    }

    /** {@code whole}, whose events have their own names, with the demanded hooks. */
    MapNode around(MapNode whole) {
        Map<String, List<Node>> before = byEvent(administration.before());
        Map<String, List<Node>> after = byEvent(administration.after());
        MapNode.Entry said = whole.entries().get(HOOKS);
        if (before.isEmpty() && after.isEmpty() || said != null && !(said.value() instanceof MapNode)) {
            return whole;
        }
        Map<String, MapNode.Entry> events = new LinkedHashMap<>();
        if (said != null && said.value() instanceof MapNode map) {
            events.putAll(map.entries());
        }
        for (String event : profile.eventNames()) {
            List<Node> first = before.getOrDefault(event, List.of());
            List<Node> last = after.getOrDefault(event, List.of());
            if (!first.isEmpty() || !last.isEmpty()) {
                events.put(event, around(events.get(event), first, last));
            }
        }
        Origin origin = said == null ? administration.before().origin() : said.key();
        Map<String, MapNode.Entry> entries = new LinkedHashMap<>(whole.entries());
        entries.put(HOOKS, new MapNode.Entry(origin, new MapNode(origin, events)));
        return new MapNode(whole.origin(), entries);
    }

    private static MapNode.Entry around(@CheckForNull MapNode.Entry own, List<Node> first, List<Node> last) {
        if (own == null) {
            ListNode hooks = list(null, first, last);
            return new MapNode.Entry(hooks.origin(), hooks);
        }
        if (own.value() instanceof MapNode event && event.get("failFast") != null && event.get(HOOKS) == null) {
            return own; // is a problem, which its parser tells
        }
        if (own.value() instanceof MapNode event && event.get(HOOKS) != null) {
            Map<String, MapNode.Entry> entries = new LinkedHashMap<>(event.entries());
            MapNode.Entry hooks = entries.get(HOOKS);
            entries.put(HOOKS, new MapNode.Entry(hooks.key(), list(hooks.value(), first, last)));
            return new MapNode.Entry(own.key(), new MapNode(event.origin(), entries));
        }
        return new MapNode.Entry(own.key(), list(own.value(), first, last));
    }

    private static ListNode list(@CheckForNull Node own, List<Node> first, List<Node> last) {
        List<Node> all = new ArrayList<>(first);
        if (own instanceof ListNode list) {
            all.addAll(list.items());
        } else if (own != null) {
            all.add(own);
        }
        all.addAll(last);
        return new ListNode(own == null ? all.get(0).origin() : own.origin(), all);
    }

    private Map<String, List<Node>> byEvent(MapNode demanded) {
        Map<String, List<Node>> hooks = new LinkedHashMap<>();
        demanded.entries().forEach((name, entry) -> {
            EventRule rule = profile.event(name);
            if (rule != null && entry.value() instanceof ListNode list) {
                hooks.computeIfAbsent(rule.name(), unused -> new ArrayList<>()).addAll(list.items());
            }
        });
        return hooks;
    }
}
