package io.jenkins.plugins.deployhooks.engine.definition.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.TreeBuilder;
import java.util.Map;

/**
 * The variables being read, and what has come of them.
 *
 * @param values by name
 * @param tree where settings go
 * @param problems where problems go
 */
record Variables(Map<String, String> values, TreeBuilder tree, Problems problems) {
    /** Where a variable's value was written. */
    static Origin origin(String name) {
        return Origin.of(Origin.Strength.ENVIRONMENT, "environment variable " + name);
    }

    /** The value of {@code name}, unchanged; null where it is not set, or blank, which is how many systems unset one. */
    @CheckForNull
    String get(String name) {
        String value = values.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    /** The value of {@code name}, or of {@code old} with a warning. */
    @CheckForNull
    ScalarNode get(String name, String old) {
        String value = get(name);
        String oldValue = get(old);
        if (oldValue != null) {
            String why = value == null ? "today it is called " + name : name + " is set as well and wins";
            problems.warning(origin(old), "the variable " + old + " is deprecated", why, "set " + name);
        }
        if (value != null) {
            return ScalarNode.text(origin(name), value);
        }
        return oldValue == null ? null : ScalarNode.text(origin(old), oldValue);
    }
}
