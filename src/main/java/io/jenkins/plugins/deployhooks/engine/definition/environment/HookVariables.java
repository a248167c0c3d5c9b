package io.jenkins.plugins.deployhooks.engine.definition.environment;

import io.jenkins.plugins.deployhooks.engine.definition.problem.DidYouMean;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import io.jenkins.plugins.deployhooks.engine.profile.EventRule;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import io.jenkins.plugins.deployhooks.engine.profile.Profiles;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Variables that hold hooks (S5), today's names and old ones (S27). Values reach the definition as they are. */
final class HookVariables {
    private static final Pattern LOOKS_LIKE_ONE = Pattern.compile("CC_[A-Z0-9_]*_HOOKS?");

    /** No variable of the platform is as near to one of a hook. */
    private static final int MOST_MISTAKES = 2;

    private HookVariables() {}

    static void read(Variables variables, Profile profile) {
        for (EventRule event : profile.events()) {
            EventRule.Names names = event.names();
            for (String name : names.variables()) {
                String value = variables.get(name);
                if (value != null) {
                    put(variables, event, name);
                }
            }
            for (String old : names.aliasVariables()) {
                if (variables.get(old) != null) {
                    alias(variables, event, old);
                }
            }
        }
        warn(variables, profile);
    }

    /** Whether a variable of {@code environment} holds a hook, by the rules of any profile. */
    static boolean anyIn(Map<String, String> environment) {
        return Profiles.all().stream()
                .flatMap(HookVariables::names)
                .anyMatch(name -> !environment.getOrDefault(name, "").isBlank());
    }

    private static void put(Variables variables, EventRule event, String name) {
        String value = variables.values().get(name);
        variables.tree().put(ScalarNode.text(Variables.origin(name), value), "hooks", event.name());
    }

    private static void alias(Variables variables, EventRule event, String old) {
        List<String> today = event.names().variables();
        boolean overridden = today.stream().anyMatch(name -> variables.get(name) != null);
        String names = String.join(" or ", today);
        String why = overridden ? names + " is set as well and wins" : "today it is called " + names;
        variables
                .problems()
                .warning(Variables.origin(old), "the variable " + old + " is deprecated", why, "set " + names);
        if (!overridden) {
            put(variables, event, old);
        }
    }

    private static void warn(Variables variables, Profile profile) {
        Set<String> known = new TreeSet<>();
        Profiles.all().forEach(other -> names(other).forEach(known::add));
        Set<String> used = new TreeSet<>(names(profile).toList());
        for (String name : new TreeSet<>(variables.values().keySet())) {
            if (variables.get(name) == null || used.contains(name)) {
                continue;
            }
            if (known.contains(name)) {
                String why = "the profile " + profile.name() + " has no event for it";
                variables.problems().warning(Variables.origin(name), "a hook that does not run", why, null);
            } else if (looksLikeOne(name, known)) {
                String why = "no event has a variable of this name";
                String suggestion = DidYouMean.phrase(name, used.isEmpty() ? known : used);
                variables.problems().warning(Variables.origin(name), "a hook that does not run", why, suggestion);
            }
        }
    }

    /** Whether whoever set {@code name} probably meant a hook: by its end, or since it is almost one of {@code known}. */
    private static boolean looksLikeOne(String name, Set<String> known) {
        return LOOKS_LIKE_ONE.matcher(name).matches()
                || name.startsWith("CC_")
                        && known.stream().anyMatch(other -> DidYouMean.isWithin(MOST_MISTAKES, name, other));
    }

    private static Stream<String> names(Profile profile) {
        return profile.events().stream()
                .flatMap(event ->
                        Stream.concat(event.names().variables().stream(), event.names().aliasVariables().stream()));
    }
}
