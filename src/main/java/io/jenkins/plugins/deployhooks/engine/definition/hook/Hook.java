package io.jenkins.plugins.deployhooks.engine.definition.hook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Map;

/**
 * One command or script attached to an event.
 *
 * @param name unique in its event, and safe as a file name
 * @param script what is executed
 * @param settings how, as far as the hook itself says so
 * @param surroundings where and when
 */
public record Hook(String name, Script script, HookSettings settings, Surroundings surroundings) {
    /**
     * Where and when a hook runs.
     *
     * @param env variables for this hook alone
     * @param dir the working directory relative to the repository root; null: the root (S6)
     * @param when its conditions
     * @param enabled false: reported as skipped
     */
    public record Surroundings(
            Map<String, String> env, @CheckForNull String dir, When when, boolean enabled) {
        /** The root of the repository, always. */
        public static final Surroundings PLAIN = new Surroundings(Map.of(), null, When.ALWAYS, true);

        public Surroundings {
            env = Map.copyOf(env);
        }
    }
}
