package io.jenkins.plugins.deployhooks.engine.profile;

import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.hook.FailurePolicy;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import java.util.List;

/**
 * One event of a profile.
 *
 * @param name as written in definitions: {@code preBuild}
 * @param place where in the lifecycle it stands
 * @param names other names it is known by
 * @param hooks what holds for its hooks
 * @param runs when it runs
 */
public record EventRule(String name, Place place, Names names, HookRules hooks, Runs runs) {
    /**
     * Other names of an event.
     *
     * @param aliases names still accepted, with a deprecation warning (S27)
     * @param variables environment variables that hold a hook for it (S5)
     * @param aliasVariables environment variables still accepted, with a deprecation warning (S27)
     */
    public record Names(List<String> aliases, List<String> variables, List<String> aliasVariables) {
        public Names {
            aliases = List.copyOf(aliases);
            variables = List.copyOf(variables);
            aliasVariables = List.copyOf(aliasVariables);
        }
    }

    /**
     * What holds for the hooks of an event.
     *
     * @param defaults where neither the hook nor the definition says anything
     * @param strongest the strongest effect a failure can have, whatever the definition says (S24)
     * @param sees the phase whose variables the hooks see (S34)
     * @param frozen whether they may change nothing of the app but its mounts (S54)
     */
    public record HookRules(HookSettings defaults, FailurePolicy strongest, Phase sees, boolean frozen) {}

    /**
     * When an event runs.
     *
     * @param fromCache whether also in a deployment from cache (S13, S18)
     * @param onRedeploy whether also in a redeploy without changes (S47)
     * @param onWorker whether also where a worker is deployed (S40)
     */
    public record Runs(boolean fromCache, boolean onRedeploy, boolean onWorker) {
        /** When an event runs that runs on workers, too. */
        public Runs(boolean fromCache, boolean onRedeploy) {
            this(fromCache, onRedeploy, true);
        }
    }
}
