package io.jenkins.plugins.deployhooks.engine.definition.hook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/**
 * The conditions under which a hook runs; all that are given must hold.
 *
 * @param branches glob patterns of which one matches the branch; empty: any branch
 * @param environments names of which one is the deployment's environment; empty: any environment
 * @param changedPaths glob patterns of which one matches a changed file; empty: whatever changed
 * @param rest the conditions that are not lists
 */
public record When(List<String> branches, List<String> environments, List<String> changedPaths, Rest rest) {
    /** No condition. */
    public static final When ALWAYS = new When(List.of(), List.of(), List.of(), new Rest(null, List.of(), null));

    public When {
        branches = List.copyOf(branches);
        environments = List.copyOf(environments);
        changedPaths = List.copyOf(changedPaths);
    }

    /**
     * Conditions on the deployment itself.
     *
     * @param fromCache true: only in a deployment from cache; false: only in one that builds; null: in both
     * @param results of {@code success unstable failed aborted}, the deployment's result so far; empty: any
     * @param expression an expression over variables that must be true; null: none
     */
    public record Rest(
            @CheckForNull Boolean fromCache,
            List<String> results,
            @CheckForNull String expression) {
        public Rest {
            results = List.copyOf(results);
        }
    }
}
