package io.jenkins.plugins.deployhooks.engine.profile;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.hook.FailurePolicy;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.definition.running.Frozen;
import io.jenkins.plugins.deployhooks.engine.time.DurationText;
import io.jenkins.plugins.deployhooks.engine.time.TimeLimit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The profiles there are, read from the YAML files beside this class. What a file does not say: {@code onFailure} and
 * {@code strongest} are {@code fail}, {@code variables} are those of both phases, {@code fromCache}, {@code
 * onRedeploy} and {@code onWorker} are {@code true}, {@code archives}, {@code atHome} and an event's {@code frozen} are {@code
 * false}, {@code frozen} is {@code off}, the time-out is none, {@code sourced} is no file.
 */
public final class Profiles {
    /** The profile of a definition that implies no other. */
    public static final String DEFAULT = "native";

    private static final List<Profile> ALL = List.of(load(DEFAULT), load("clever-cloud"), load("platform-sh"));

    private Profiles() {}

    /** All profiles, the default one first. */
    public static List<Profile> all() {
        return ALL;
    }

    /** The names of all profiles, the default one first. */
    public static List<String> names() {
        return ALL.stream().map(Profile::name).toList();
    }

    /** The profile called {@code name}; null where there is none. */
    @CheckForNull
    public static Profile find(String name) {
        return ALL.stream()
                .filter(profile -> profile.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /**
     * The profile called {@code name}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Profile get(String name) {
        Profile profile = find(name);
        if (profile == null) {
            throw new IllegalArgumentException("no profile is called " + name + ", there are " + names());
        }
        return profile;
    }

    private static Profile load(String name) {
        try (InputStream in = Profiles.class.getResourceAsStream(name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + ".yaml is missing");
            }
            Object root = new Load(LoadSettings.builder().setLabel(name).build()).loadFromInputStream(in);
            return profile((Map<?, ?>) root);
        } catch (IOException e) {
            throw new UncheckedIOException("the profile " + name + " cannot be read", e);
        }
    }

    private static Profile profile(Map<?, ?> map) {
        Map<Phase, EventRule.Runs> bodies = new EnumMap<>(Phase.class);
        Map<?, ?> said = (Map<?, ?>) map.get("bodies");
        for (Phase phase : Phase.values()) {
            bodies.put(phase, runs((Map<?, ?>) said.get(phase.id())));
        }
        List<EventRule> events = new ArrayList<>();
        for (Object event : (List<?>) map.get("events")) {
            events.add(event((Map<?, ?>) event));
        }
        Profile.Habits habits = new Profile.Habits(
                Boolean.TRUE.equals(map.get("archives")),
                Boolean.TRUE.equals(map.get("atHome")),
                Frozen.valueOf(constant(text(map, "frozen", "off"))),
                map.get("sourced") == null ? null : text(map, "sourced", ""));
        return new Profile(text(map, "name", ""), text(map, "title", ""), events, bodies, variables(map), habits);
    }

    private static Map<Phase, Map<String, String>> variables(Map<?, ?> map) {
        Map<Phase, Map<String, String>> variables = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            Map<String, String> each = new HashMap<>();
            for (String key : List.of("variables", phase.id() + "Variables")) {
                if (map.get(key) instanceof Map<?, ?> said) {
                    said.forEach((name, template) -> each.put(name.toString(), template.toString()));
                }
            }
            variables.put(phase, Map.copyOf(each));
        }
        return variables;
    }

    private static EventRule event(Map<?, ?> map) {
        EventRule.Names names =
                new EventRule.Names(texts(map, "aliases"), texts(map, "variables"), texts(map, "aliasVariables"));
        EventRule.HookRules hooks = new EventRule.HookRules(
                defaults(map),
                policy(text(map, "strongest", "fail")),
                Phase.valueOf(constant(text(map, "sees", ""))),
                Boolean.TRUE.equals(map.get("frozen")));
        Place place = Place.valueOf(constant(text(map, "place", "")));
        return new EventRule(text(map, "name", ""), place, names, hooks, runs(map));
    }

    private static HookSettings defaults(Map<?, ?> map) {
        String timeout = text(map, "timeout", "none");
        TimeLimit limit = timeout.equals("none") ? TimeLimit.none() : TimeLimit.of(DurationText.parse(timeout));
        return new HookSettings(
                HookSettings.UNSET.shell(),
                new HookSettings.Limits(limit, null, null),
                HookSettings.UNSET.retries(),
                policy(text(map, "onFailure", "fail")));
    }

    private static EventRule.Runs runs(Map<?, ?> map) {
        return new EventRule.Runs(truth(map, "fromCache"), truth(map, "onRedeploy"), truth(map, "onWorker"));
    }

    private static boolean truth(Map<?, ?> map, String key) {
        return !Boolean.FALSE.equals(map.get(key));
    }

    private static String text(Map<?, ?> map, String key, String otherwise) {
        Object value = map.get(key);
        return value == null ? otherwise : value.toString();
    }

    private static List<String> texts(Map<?, ?> map, String key) {
        List<?> values = map.get(key) instanceof List<?> list ? list : List.of();
        return values.stream().map(Object::toString).toList();
    }

    private static FailurePolicy policy(String id) {
        return FailurePolicy.valueOf(constant(id));
    }

    private static String constant(String id) {
        return id.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
