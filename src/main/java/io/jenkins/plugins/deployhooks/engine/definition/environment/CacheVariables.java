package io.jenkins.plugins.deployhooks.engine.definition.environment;

import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ListNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.Node;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Variables about the archive (S19, D2, D3, D4). */
final class CacheVariables {
    private static final String CACHE = "cache";

    private CacheVariables() {}

    static void read(Variables variables) {
        flag(variables, "CC_DISABLE_BUILD_CACHE_UPLOAD", false, "enabled");
        flag(variables, "CC_CACHE_DEPENDENCIES", true, "dependencies");
        ScalarNode excludes = variables.get("CC_IGNORE_FROM_BUILDCACHE", "IGNORE_FROM_BUILDCACHE");
        if (excludes != null) {
            variables.tree().put(paths(excludes), CACHE, "excludes");
        }
        String extra = variables.get("CC_CACHE_DEPENDENCIES_EXTRA_PATHS");
        if (extra != null) {
            Origin origin = Variables.origin("CC_CACHE_DEPENDENCIES_EXTRA_PATHS");
            variables.tree().put(paths(ScalarNode.text(origin, extra)), CACHE, "dependencyPaths");
        }
        String only = variables.get("CC_OVERRIDE_BUILDCACHE");
        if (only != null) {
            Origin origin = Variables.origin("CC_OVERRIDE_BUILDCACHE");
            variables.tree().put(paths(ScalarNode.text(origin, only)), CACHE, "paths");
        }
    }

    /** Paths between colons; a slash in front means the root of the app (D3), where paths begin anyway. */
    private static ListNode paths(ScalarNode value) {
        List<Node> paths = new ArrayList<>();
        for (String path : value.text().split(":")) {
            String relative = path.strip().replaceFirst("^/+", "");
            if (!relative.isEmpty()) {
                paths.add(ScalarNode.text(value.origin(), relative));
            } else if (!path.isBlank()) {
                paths.add(ScalarNode.text(value.origin(), "."));
            }
        }
        return new ListNode(value.origin(), paths);
    }

    /** Sets {@code key} to {@code meaning} where the variable is true, to the opposite where it is false. */
    private static void flag(Variables variables, String name, boolean meaning, String key) {
        String value = variables.get(name);
        if (value == null) {
            return;
        }
        Origin origin = Variables.origin(name);
        switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> variables.tree().put(ScalarNode.plain(origin, meaning), CACHE, key);
            case "false", "0" -> variables.tree().put(ScalarNode.plain(origin, !meaning), CACHE, key);
            default -> {
                String what = "the value " + Quoted.of(value);
                variables.problems().error(origin, what, "true or false is wanted", "set it to true or unset it");
            }
        }
    }
}
