package io.jenkins.plugins.deployhooks.engine.definition;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import java.util.Map;

/**
 * What the definition says of a phase.
 *
 * @param body the commands for whoever has no steps of their own, such as the command line; null: none
 * @param env the variables visible in this phase's family of events only (S34)
 */
public record PhaseSpec(@CheckForNull Script body, Map<String, String> env) {
    /** Nothing said. */
    public static final PhaseSpec EMPTY = new PhaseSpec(null, Map.of());

    public PhaseSpec {
        env = Map.copyOf(env);
    }
}
