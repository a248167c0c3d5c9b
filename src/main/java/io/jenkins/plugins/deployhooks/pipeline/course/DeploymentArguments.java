package io.jenkins.plugins.deployhooks.pipeline.course;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.source.Arguments;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the step was given, as the strongest source of a definition. */
public final class DeploymentArguments implements Serializable {
    private static final long serialVersionUID = 1L;

    private final HashMap<String, String> texts = new HashMap<>();
    private final LinkedHashMap<String, String> defaults = new LinkedHashMap<>();
    private final ArrayList<InlineHook> hooks = new ArrayList<>();
    private boolean rebuild;

    @CheckForNull
    private Boolean cache;

    /**
     * One hook.
     *
     * @param event the name of its event
     * @param values its values by their keys, serializable
     */
    public void hook(String event, Map<String, Object> values) {
        hooks.add(new InlineHook(event, new LinkedHashMap<>(values)));
    }

    /** {@code app}, {@code environment}, {@code instance}, {@code profile} or {@code file}; null or empty is not given. */
    public void text(String key, @CheckForNull String value) {
        if (value != null && !value.isEmpty()) {
            texts.put(key, value);
        }
    }

    /** What hooks do that say nothing themselves; null or empty is not given. */
    public void defaults(String key, @CheckForNull String value) {
        if (value != null && !value.isEmpty()) {
            defaults.put(key, value);
        }
    }

    /** Builds although an archive fits; false is not given. */
    public void rebuild(boolean value) {
        rebuild = value;
    }

    /** Whether archives are kept; null is not given. */
    public void cache(@CheckForNull Boolean value) {
        cache = value;
    }

    /** Whether archives are kept; null: not given. */
    @CheckForNull
    public Boolean cache() {
        return cache;
    }

    /** The file to read in place of deploy-hooks.yml; null: that one. */
    @CheckForNull
    public String file() {
        return texts.get("file");
    }

    /** All of it as a definition. */
    public MapNode tree() {
        Arguments arguments = Arguments.named("step argument ")
                .profile(texts.get("profile"))
                .app(texts.get("app"))
                .environment(texts.get("environment"))
                .instance(texts.get("instance"))
                .rebuild(rebuild);
        defaults.forEach(arguments::defaults);
        for (int i = 0; i < hooks.size(); i++) {
            arguments.hook(hooks.get(i).event, "hooks[" + i + "]", hooks.get(i).values);
        }
        return arguments.tree();
    }

    /** A hook among the arguments. */
    static final class InlineHook implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String event;
        private final LinkedHashMap<String, Object> values;

        InlineHook(String event, LinkedHashMap<String, Object> values) {
            this.event = event;
            this.values = values;
        }
    }
}
