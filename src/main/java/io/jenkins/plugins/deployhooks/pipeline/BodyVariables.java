package io.jenkins.plugins.deployhooks.pipeline;

import hudson.EnvVars;
import java.util.HashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;

/** What the body of a phase sees beside its environment: as written, also where it is nothing. */
final class BodyVariables extends EnvironmentExpander {
    private static final long serialVersionUID = 1L;

    private final HashMap<String, String> variables;

    BodyVariables(Map<String, String> variables) {
        this.variables = new HashMap<>(variables);
    }

    @Override
    public void expand(EnvVars env) {
        env.putAll(variables);
    }
}
