package io.jenkins.plugins.deployhooks.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;

/**
 * What the body of a phase sees beside its environment, as written, also where it is nothing; and what of its environment it
 * does not see. What a step inside of the body sets, the body sees all the same.
 */
final class BodyVariables extends EnvironmentExpander {
    private static final long serialVersionUID = 1L;

    private final HashMap<String, String> variables;

    /** Null: a version that hid none has saved it. */
    @CheckForNull
    private final HashSet<String> hidden;

    BodyVariables(Map<String, String> variables, Set<String> hidden) {
        this.variables = new HashMap<>(variables);
        this.hidden = new HashSet<>(hidden);
    }

    @Override
    public void expand(EnvVars env) {
        if (hidden != null) {
            // Where a value is empty, a launcher takes the variable away, also one of the agent's own process.
            hidden.forEach(name -> env.put(name, ""));
        }
        env.putAll(variables);
    }
}
