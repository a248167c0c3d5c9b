package io.jenkins.plugins.deployhooks.engine.definition.source;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.TreeBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an administrator says of all deployments: the weakest source, and rules that hold whatever others say.
 *
 * @param defaults what holds where nobody else says anything
 * @param before hooks that run before those of the deployment, lists by the name of their event
 * @param after hooks that run after them, likewise
 * @param repositoryHooks whether the repository may define hooks
 */
public record Administration(MapNode defaults, MapNode before, MapNode after, RepositoryHooks repositoryHooks) {
    private static final String DEFAULTS = "defaults";

    /** Nothing said, everything allowed. */
    public static final Administration NONE = new Builder().build();

    /** Whether files of the repository may define hooks, and what decides how these are executed. */
    public enum RepositoryHooks {
        /** They may. */
        ALL,
        /** Those of a revision that is trusted may; whoever reads the files sees to it that they are of such a one. */
        TRUSTED,
        /** They may not: hooks are those of the job and of the administrator. */
        NONE;

        /** The word used in configurations: {@code all}, {@code trusted} or {@code none}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where hooks of an administrator stand in their event. */
    public enum Position {
        BEFORE,
        AFTER
    }

    /** Collects what an administrator says. A value of null is not said. */
    public static final class Builder {
        private final TreeBuilder defaults = new TreeBuilder(origin("defaults"));
        private final List<DemandedHook> hooks = new ArrayList<>();
        private RepositoryHooks repositoryHooks = RepositoryHooks.ALL;

        private record DemandedHook(Position position, String event, Map<String, String> values) {}

        /** The profile of deployments for which nothing else tells one. */
        public Builder profile(@CheckForNull String value) {
            if (value != null) {
                defaults.put(ScalarNode.text(origin("default profile"), value), "profile");
            }
            return this;
        }

        /** What hooks do that say nothing themselves: {@code timeout}, {@code killGrace}, {@code shell}, {@code onFailure}. */
        public Builder defaults(String key, @CheckForNull String value) {
            if (value != null) {
                defaults.put(ScalarNode.text(origin("default " + key), value), DEFAULTS, key);
            }
            return this;
        }

        /**
         * One more hook of {@code event} that every deployment has. What it does not say itself, the administrator's own
         * defaults say, and never those of a deployment.
         *
         * @param values by the keys of a definition, {@code name} among them
         */
        public Builder hook(Position position, String event, Map<String, String> values) {
            hooks.add(new DemandedHook(position, event, new LinkedHashMap<>(values)));
            return this;
        }

        public Builder repositoryHooks(RepositoryHooks rule) {
            repositoryHooks = rule;
            return this;
        }

        public Administration build() {
            MapNode said = defaults.build();
            return new Administration(said, hooks(Position.BEFORE, said), hooks(Position.AFTER, said), repositoryHooks);
        }

        private MapNode hooks(Position position, MapNode said) {
            TreeBuilder tree = new TreeBuilder(Origin.of(Origin.Strength.DEMAND, "administrator's hooks"));
            for (DemandedHook hook : hooks) {
                if (hook.position == position) {
                    tree.add(tree(hook.values, said), hook.event);
                }
            }
            return tree.build();
        }

        private static MapNode tree(Map<String, String> values, MapNode said) {
            Origin origin = Origin.of(Origin.Strength.DEMAND, "administrator's hook " + values.get("name"));
            TreeBuilder hook = new TreeBuilder(origin);
            values.forEach((key, value) -> hook.put(ScalarNode.text(origin, value), key));
            if (said.get(DEFAULTS) instanceof MapNode map) {
                map.entries().forEach((key, entry) -> {
                    if (!values.containsKey(key)) {
                        hook.put(entry.value(), key);
                    }
                });
            }
            return hook.build();
        }

        private static Origin origin(String name) {
            return Origin.of(Origin.Strength.ADMINISTRATOR, "administrator's " + name);
        }
    }
}
