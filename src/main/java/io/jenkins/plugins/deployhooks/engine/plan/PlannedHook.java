package io.jenkins.plugins.deployhooks.engine.plan;

import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Hook;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.profile.Place;
import java.util.Map;

/**
 * A hook with everything decided.
 *
 * @param event the name of its event
 * @param hook as the user wrote it
 * @param settings how it runs; every value is set
 * @param standing what its event makes of it
 * @param origins where each of its values was written, by the value's key: {@code timeout}
 */
public record PlannedHook(
        String event, Hook hook, HookSettings settings, Standing standing, Map<String, Origin> origins) {
    public PlannedHook {
        origins = Map.copyOf(origins);
    }

    /**
     * {@code event/name}, or {@code event} for a hook that is called like its event, as the only one of an event is
     * unless it has a name. Unique in the plan: a phase keeps its name for its body.
     */
    public String id() {
        boolean phase = event.equals(Phase.BUILD.id()) || event.equals(Phase.RUN.id());
        return event.equals(hook.name()) && !phase ? event : event + "/" + hook.name();
    }

    /** The part of a whole deployment that its event stands in, also where the hooks of the event are all there is. */
    public Section section() {
        return Section.of(standing.place());
    }

    /**
     * What its event makes of a hook.
     *
     * @param place where in the lifecycle the event stands
     * @param sees the phase whose variables the hook sees (S34)
     * @param failFast whether its failure ends the event at once
     * @param afterLaunchOnly whether it answers failures from the run phase on only (X9)
     */
    public record Standing(Place place, Phase sees, boolean failFast, boolean afterLaunchOnly) {}
}
