package io.jenkins.plugins.deployhooks.engine.definition.parse.value;

import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import java.util.LinkedHashMap;
import java.util.Map;

/** What reading a tree brings to light besides its values: problems, and where each value was written. */
public final class Findings {
    private final Problems problems;
    private final Map<String, Origin> origins = new LinkedHashMap<>();

    /** Findings that add to {@code problems}. */
    public Findings(Problems problems) {
        this.problems = problems;
    }

    /** Where each value was written, by its path. */
    public Map<String, Origin> origins() {
        return new LinkedHashMap<>(origins);
    }

    Problems problems() {
        return problems;
    }

    void written(String path, Origin origin) {
        origins.put(path, origin);
    }
}
