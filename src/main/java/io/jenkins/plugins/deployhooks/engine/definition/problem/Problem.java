package io.jenkins.plugins.deployhooks.engine.definition.problem;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import java.util.Comparator;

/**
 * Something in a definition that its author should know.
 *
 * @param severity whether it prevents the deployment
 * @param origin where it was written
 * @param what what is there: {@code unknown key 'timout'}
 * @param why why that is a problem; empty where {@code what} says it all
 * @param suggestion what to write or do instead: {@code did you mean timeout?}; null: nothing better is known
 */
public record Problem(
        Severity severity,
        Origin origin,
        String what,
        String why,
        @CheckForNull String suggestion) implements Comparable<Problem> {
    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(
                    (Problem problem) -> problem.origin().source())
            .thenComparing(problem -> problem.origin().line())
            .thenComparing(problem -> problem.origin().column())
            .thenComparing(Problem::severity)
            .thenComparing(Problem::toString);

    public Problem {
        // Libraries and file systems put what they found into their messages, whatever it was.
        what = Quoted.visible(what);
        why = Quoted.visible(why);
        suggestion = suggestion == null ? null : Quoted.visible(suggestion);
    }

    /** How bad a problem is. */
    public enum Severity {
        /** Nothing is run. */
        ERROR,
        /** Told, and done as well as possible. */
        WARNING
    }

    /** Whether it prevents the deployment. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public int compareTo(Problem other) {
        return BY_PLACE.compare(this, other);
    }

    /** {@code file:line:column: what, why, did you mean …}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder()
                .append(Quoted.visible(origin.toString()))
                .append(": ")
                .append(what);
        if (!why.isEmpty()) {
            text.append(", ").append(why);
        }
        if (suggestion != null) {
            text.append(", ").append(suggestion);
        }
        return text.toString();
    }
}
