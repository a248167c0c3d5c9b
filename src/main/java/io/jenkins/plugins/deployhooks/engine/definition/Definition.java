package io.jenkins.plugins.deployhooks.engine.definition;

import io.jenkins.plugins.deployhooks.engine.definition.hook.EventHooks;
import io.jenkins.plugins.deployhooks.engine.definition.running.RunRules;
import io.jenkins.plugins.deployhooks.engine.definition.running.Traffic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the user wrote, merged from every source (step arguments, environment, file, convention, administrator) and
 * valid.
 *
 * @param target what is deployed, and by whose rules
 * @param phases the bodies and variables of both phases
 * @param events the hooks by the name of their event, in the profile's order
 * @param rules everything else
 * @param origins where each value was written, by its path, for example {@code hooks.preBuild[0].timeout}
 */
public record Definition(
        Target target,
        Map<Phase, PhaseSpec> phases,
        Map<String, EventHooks> events,
        Rules rules,
        Map<String, Origin> origins) {
    /** The version of the configuration schema this engine reads (S28). */
    public static final int SCHEMA_VERSION = 1;

    public Definition {
        phases = Map.copyOf(phases);
        events = Collections.unmodifiableMap(new LinkedHashMap<>(events));
        origins = Collections.unmodifiableMap(new LinkedHashMap<>(origins));
    }

    /** Glob patterns, relative to the root, of what no archive holds: what the user names, and the mounts (S36). */
    public List<String> excludes() {
        List<String> excludes = new ArrayList<>(rules.cache().excludes());
        mounts().forEach(mount -> excludes.addAll(RunRules.globs(mount)));
        return excludes;
    }

    /** The mounts, relative to the root of the repository. */
    public List<String> mounts() {
        Path home = Path.of(target.folder() == null ? "" : target.folder());
        return rules.running().mounts().stream()
                .map(mount -> home.resolve(mount).normalize().toString().replace('\\', '/'))
                .toList();
    }

    /** Whether a hook asks what has changed since the last deployment. */
    public boolean asksWhatChanged() {
        Traffic traffic = rules.running().traffic();
        return Stream.concat(
                        events.values().stream().flatMap(event -> event.hooks().stream()),
                        traffic == null ? Stream.empty() : Stream.of(traffic.hold(), traffic.open()))
                .filter(Objects::nonNull)
                .anyMatch(hook -> !hook.surroundings().when().changedPaths().isEmpty());
    }

    /** The body and variables of {@code phase}. */
    public PhaseSpec phase(Phase phase) {
        return phases.getOrDefault(phase, PhaseSpec.EMPTY);
    }
}
