package io.jenkins.plugins.deployhooks.engine.definition.source;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.TreeBuilder;
import java.util.Map;

/** The strongest source: what a step or the command line was given. A value of null is not given. */
public final class Arguments {
    private final String prefix;
    private final TreeBuilder tree;

    private Arguments(String prefix) {
        this.prefix = prefix;
        this.tree = new TreeBuilder(origin("arguments"));
    }

    /**
     * No arguments yet.
     *
     * @param prefix before an argument's name in messages: {@code option --} or {@code step argument }
     */
    public static Arguments named(String prefix) {
        return new Arguments(prefix);
    }

    public Arguments profile(@CheckForNull String value) {
        return text("profile", value);
    }

    public Arguments app(@CheckForNull String value) {
        return text("app", value);
    }

    public Arguments environment(@CheckForNull String value) {
        return text("environment", value);
    }

    /** The instance of the app: {@code web}, {@code worker}, or the name of a worker (S40). */
    public Arguments instance(@CheckForNull String value) {
        return text("instance", value);
    }

    /** The body of the build phase. */
    public Arguments build(@CheckForNull String command) {
        return text("build", command);
    }

    /** The body of the run phase. */
    public Arguments run(@CheckForNull String command) {
        return text("run", command);
    }

    /** Builds although an archive fits; false is not given. */
    public Arguments rebuild(boolean value) {
        if (value) {
            tree.put(ScalarNode.plain(origin("rebuild"), true), "rebuild");
        }
        return this;
    }

    /** The only hook of {@code event}. */
    public Arguments set(String event, String command) {
        tree.put(ScalarNode.text(origin("set " + event), command), "hooks", event);
        return this;
    }

    /**
     * One more hook of {@code event}.
     *
     * @param place for messages: {@code hooks[0]}
     * @param values the hook's values by their keys: {@code run}, {@code timeout}; texts, numbers and truth values
     */
    public Arguments hook(String event, String place, Map<String, ?> values) {
        TreeBuilder hook = new TreeBuilder(origin(place));
        values.forEach((key, value) -> {
            Origin origin = origin(place + "." + key);
            hook.put(
                    value instanceof String text ? ScalarNode.text(origin, text) : ScalarNode.plain(origin, value),
                    key);
        });
        tree.add(hook.build(), "hooks", event);
        return this;
    }

    /** What hooks do that say nothing themselves: {@code timeout}, {@code killGrace}, {@code shell}, {@code onFailure}. */
    public Arguments defaults(String key, @CheckForNull String value) {
        if (value != null) {
            tree.put(ScalarNode.text(origin(key), value), "defaults", key);
        }
        return this;
    }

    /** A variable of both phases. */
    public Arguments env(String name, String value) {
        ScalarNode node = ScalarNode.text(origin("env " + name), value);
        tree.put(node, "env", "build", name).put(node, "env", "run", name);
        return this;
    }

    /** The arguments as a tree. */
    public MapNode tree() {
        return tree.build();
    }

    private Arguments text(String key, @CheckForNull String value) {
        if (value != null) {
            tree.put(ScalarNode.text(origin(key), value), key);
        }
        return this;
    }

    private Origin origin(String name) {
        return Origin.of(Origin.Strength.ARGUMENT, prefix + name);
    }
}
