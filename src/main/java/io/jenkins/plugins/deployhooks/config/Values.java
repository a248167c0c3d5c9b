package io.jenkins.plugins.deployhooks.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.FormValidation;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.parse.hook.SingleHook;
import io.jenkins.plugins.deployhooks.engine.definition.problem.DidYouMean;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problem;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.TreeBuilder;
import io.jenkins.plugins.deployhooks.engine.profile.EventRule;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import io.jenkins.plugins.deployhooks.engine.profile.Profiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks values by the rules of a definition, so that no deployment is the first to find a fault. */
final class Values {
    private Values() {}

    /**
     * What is wrong with {@code value}, and what to do; null: nothing.
     *
     * @param what the value's name for people
     * @param key its key in a definition
     * @param value null or empty: not given
     */
    @CheckForNull
    static String fault(String what, String key, @CheckForNull String value) {
        return value == null || value.isBlank() ? null : fault(what, Map.of("run", "true", key, value));
    }

    /** What is wrong with a hook's {@code values}; null: nothing. */
    @CheckForNull
    static String fault(String what, Map<String, String> values) {
        Origin origin = Origin.of(Origin.Strength.ADMINISTRATOR, what);
        TreeBuilder tree = new TreeBuilder(origin);
        values.forEach((key, value) -> tree.put(ScalarNode.text(origin, value), key));
        Problems problems = new Problems();
        SingleHook.read(tree.build(), "hook", problems);
        return problems.list().stream()
                .filter(Problem::isError)
                .map(Problem::toString)
                .findFirst()
                .orElse(null);
    }

    /** What is wrong with the name of a profile. */
    @CheckForNull
    static String profileFault(@CheckForNull String value) {
        if (value == null || value.isBlank() || Profiles.find(value) != null) {
            return null;
        }
        return "there is no profile " + Quoted.of(value) + ", one of " + String.join(", ", Profiles.names())
                + " is wanted" + suggestion(value, Profiles.names());
    }

    /** What is wrong with the name of an event. */
    @CheckForNull
    static String eventFault(@CheckForNull String value) {
        if (value == null || value.isBlank()) {
            return "say which event: " + String.join(", ", events().keySet());
        }
        if (profilesOf(value).isEmpty()) {
            return "no profile has an event " + Quoted.of(value) + suggestion(value, events().keySet());
        }
        return null;
    }

    /** The profiles that have {@code event}. */
    static List<String> profilesOf(String event) {
        List<String> names = new ArrayList<>();
        for (Profile profile : Profiles.all()) {
            EventRule rule = profile.event(event);
            if (rule != null) {
                names.add(profile.name());
            }
        }
        return names;
    }

    /** All events of all profiles, and the profiles that have them. */
    static Map<String, Set<String>> events() {
        Map<String, Set<String>> events = new LinkedHashMap<>();
        for (Profile profile : Profiles.all()) {
            for (String event : profile.eventNames()) {
                events.computeIfAbsent(event, name -> new TreeSet<>()).add(profile.name());
            }
        }
        return events;
    }

    /** What is wrong with a number that has to be at least 1. */
    @CheckForNull
    static String numberFault(@CheckForNull String value, long most) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            return numberFault(Long.parseLong(value.trim()), most);
        } catch (NumberFormatException e) {
            return Quoted.of(value) + " is no whole number; write one from 1 to " + most
                    + ", or nothing for the default";
        }
    }

    @CheckForNull
    static String numberFault(long value, long most) {
        return value >= 1 && value <= most
                ? null
                : value + " is out of range; write a number from 1 to " + most + ", or nothing for the default";
    }

    /** {@code fault} with what it is about in front; null: nothing is wrong. */
    @CheckForNull
    static String prefixed(String what, @CheckForNull String fault) {
        return fault == null ? null : what + fault;
    }

    /** The answer of a form. */
    static FormValidation answer(@CheckForNull String fault) {
        return fault == null ? FormValidation.ok() : FormValidation.error(fault);
    }

    /**
     * Refuses a value.
     *
     * @throws IllegalArgumentException with {@code fault}, unless that is null
     */
    static void accept(@CheckForNull String fault) {
        if (fault != null) {
            throw new IllegalArgumentException("Deploy Hooks: " + fault);
        }
    }

    private static String suggestion(String word, Iterable<String> known) {
        List<String> names = new ArrayList<>();
        known.forEach(names::add);
        String phrase = DidYouMean.phrase(word, names);
        return phrase == null ? "; there are " + names.stream().collect(Collectors.joining(", ")) : ", " + phrase;
    }
}
