package io.jenkins.plugins.deployhooks.engine.definition.parse.hook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.hook.EventHooks;
import io.jenkins.plugins.deployhooks.engine.definition.hook.FailurePolicy;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Hook;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Field;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Fields;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Keys;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ListNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.profile.EventRule;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The hooks of all events. An event is a command, a hook, a list of both, or a mapping of {@code failFast} and {@code
 * hooks}; the paths of origins are the same for all forms: {@code hooks.preBuild[0]}.
 */
public final class EventsParser {
    private static final int MOST_HOOKS = 10_000;

    @CheckForNull
    private final Profile profile;

    private final HookParser hooks;

    /**
     * @param profile whose events these are; null: not known, and any name will do
     * @param files checks scripts
     */
    public EventsParser(@CheckForNull Profile profile, ScriptFiles files) {
        this.profile = profile;
        this.hooks = new HookParser(files);
    }

    /** The hooks by their event, in the order of the profile; events without hooks are left out. */
    public Map<String, EventHooks> read(Field field) {
        MapNode map = field.mapping();
        if (map == null) {
            return Map.of();
        }
        Map<String, EventHooks> found = new LinkedHashMap<>();
        map.entries().forEach((name, entry) -> {
            EventRule rule = profile == null ? null : profile.event(name);
            EventHooks event = event(name, field.child(name, entry.value()), rule);
            if (!event.hooks().isEmpty()) {
                found.put(name, event);
            }
        });
        return profile == null ? found : ordered(found, profile.eventNames());
    }

    private static Map<String, EventHooks> ordered(Map<String, EventHooks> found, List<String> names) {
        Map<String, EventHooks> ordered = new LinkedHashMap<>();
        for (String name : names) {
            if (found.containsKey(name)) {
                ordered.put(name, found.get(name));
            }
        }
        return ordered;
    }

    private EventHooks event(String name, Field field, @CheckForNull EventRule rule) {
        if (field.node() instanceof MapNode map && (map.get("hooks") != null || map.get("failFast") != null)) {
            Fields fields = Fields.of(field, Keys.EVENT);
            boolean failFast = fields.read("failFast", Field::truth, true);
            Field list = fields.get("hooks");
            if (list == null) {
                field.error("the event has failFast, but no hooks", "", "add hooks:");
                return new EventHooks(failFast, List.of());
            }
            return new EventHooks(failFast, named(name, drafts(list.as(field.path())), rule));
        }
        return new EventHooks(true, named(name, drafts(field), rule));
    }

    private List<HookParser.Draft> drafts(Field field) {
        if (field.node() instanceof ListNode list && list.items().size() > MOST_HOOKS) {
            field.error(
                    "%,d hooks of %s".formatted(list.items().size(), field.label()),
                    "an event has at most %,d".formatted(MOST_HOOKS),
                    "let one hook do the work of many");
            return List.of();
        }
        List<Field> items = field.node() instanceof ListNode ? field.items() : List.of(field.as(field.path() + "[0]"));
        return items.stream().map(hooks::read).filter(Objects::nonNull).toList();
    }

    private static List<Hook> named(String event, List<HookParser.Draft> drafts, @CheckForNull EventRule rule) {
        HookNames.Taken taken = new HookNames.Taken();
        for (HookParser.Draft draft : drafts) {
            String name = draft.name();
            if (name != null && !isDemanded(draft) && !taken.take(name)) {
                String why = "another hook of " + event + " has it, and each has a log file of its own";
                draft.field().error("the hook name " + Quoted.of(name) + " a second time", why, "choose another name");
            }
        }
        long own = drafts.stream().filter(draft -> !isDemanded(draft)).count();
        int position = 0;
        List<Hook> named = new ArrayList<>();
        for (HookParser.Draft draft : drafts) {
            warnOfPolicy(draft, rule);
            String name = draft.name();
            if (isDemanded(draft)) {
                name = taken.takeFree(name == null ? HookNames.invent(draft.script(), event, named.size() + 1) : name);
            } else {
                position++;
                if (name == null) {
                    name = taken.takeFree(HookNames.invent(draft.script(), event, own == 1 ? 0 : position));
                }
            }
            named.add(draft.named(name));
        }
        return named;
    }

    /** A hook of an administrator: the others have their names as if it were not there. */
    private static boolean isDemanded(HookParser.Draft draft) {
        return draft.field().origin().strength() == Origin.Strength.DEMAND;
    }

    /** S24: what happens after the outcome is known never changes it, whatever a hook says. */
    private static void warnOfPolicy(HookParser.Draft draft, @CheckForNull EventRule rule) {
        FailurePolicy policy = draft.rest().settings().onFailure();
        if (rule == null || policy == null || policy.atMost(rule.hooks().strongest()) == policy) {
            return;
        }
        FailurePolicy strongest = rule.hooks().strongest();
        draft.field()
                .warning(
                        "onFailure: " + policy.id() + " on a hook of " + rule.name(),
                        "a failure there never does more than " + strongest.id(),
                        "write " + strongest.id());
    }
}
