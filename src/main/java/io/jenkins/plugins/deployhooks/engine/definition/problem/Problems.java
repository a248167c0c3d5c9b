package io.jenkins.plugins.deployhooks.engine.definition.problem;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Collects problems: sorted by place, each one once. Not safe for use by several threads. */
public final class Problems {
    private final Set<Problem> found = new TreeSet<>();

    /** Adds an error. */
    public void error(Origin origin, String what, String why, @CheckForNull String suggestion) {
        found.add(new Problem(Problem.Severity.ERROR, origin, what, why, suggestion));
    }

    /** Adds a warning. */
    public void warning(Origin origin, String what, String why, @CheckForNull String suggestion) {
        found.add(new Problem(Problem.Severity.WARNING, origin, what, why, suggestion));
    }

    /** Whether an error is among them. */
    public boolean hasErrors() {
        return found.stream().anyMatch(Problem::isError);
    }

    /** The problems so far, sorted by place. */
    public List<Problem> list() {
        return List.copyOf(found);
    }
}
