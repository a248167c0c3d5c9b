package io.jenkins.plugins.deployhooks.engine.definition.parse.value;

import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What reading a tree brings to light besides its values.
 *
 * @param problems what is wrong
 * @param origins where each value was written, by its path
 */
public record Findings(Problems problems, Map<String, Origin> origins) {
    /** Findings that add to {@code problems}. */
    public static Findings into(Problems problems) {
        return new Findings(problems, new LinkedHashMap<>());
    }
}
