package io.jenkins.plugins.deployhooks.engine.profile;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.running.Frozen;
import java.util.List;
import java.util.Map;

/**
 * The table of events of one platform.
 *
 * @param name as written in definitions: {@code clever-cloud}
 * @param title for people: {@code Clever Cloud}
 * @param events in their order
 * @param bodies when the bodies of the phases run
 * @param variables the platform's own variables in each phase (D10, U), by their names, as templates: {@code {id} {root}
 *     {home} {app} {branch} {commit} {environment} {environmentType} {instance}}, and {@code {cache} {project} {tmp}
 *     {tree}} where somebody keeps something between deployments
 * @param habits what else the platform does without being told
 */
public record Profile(
        String name,
        String title,
        List<EventRule> events,
        Map<Phase, EventRule.Runs> bodies,
        Map<Phase, Map<String, String>> variables,
        Habits habits) {
    /**
     * What a platform does without being told.
     *
     * @param archives whether it archives every build
     * @param atHome whether hooks work where the app lives (S41), and not at the root of the repository (S6)
     * @param frozen what a change of the running app's files means (S54)
     * @param sourced the file where the app lives whose variables everything sees that runs in the run phase; null: none
     */
    public record Habits(
            boolean archives,
            boolean atHome,
            Frozen frozen,
            @CheckForNull String sourced) {}

    public Profile {
        events = List.copyOf(events);
        bodies = Map.copyOf(bodies);
        variables = Map.copyOf(variables);
    }

    /** The event called {@code name}, by its own name or an alias; null where the profile has none. */
    @CheckForNull
    public EventRule event(String name) {
        for (EventRule event : events) {
            if (event.name().equals(name) || event.names().aliases().contains(name)) {
                return event;
            }
        }
        return null;
    }

    /** Whether a variable of either phase stands for {@code template}: {@code {cache}}. */
    public boolean wants(String template) {
        return variables.values().stream().anyMatch(names -> names.containsValue(template));
    }

    /**
     * The file whose variables everything sees that runs in the run phase, relative to the root of the repository; null: none.
     *
     * @param folder where the app lives, relative to the root; null: there
     */
    @CheckForNull
    public String sourced(@CheckForNull String folder) {
        String name = habits.sourced();
        return name == null || folder == null ? name : folder + "/" + name;
    }

    /** The names of the events, in their order. */
    public List<String> eventNames() {
        return events.stream().map(EventRule::name).toList();
    }
}
