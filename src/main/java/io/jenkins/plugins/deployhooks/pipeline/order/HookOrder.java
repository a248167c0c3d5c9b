package io.jenkins.plugins.deployhooks.pipeline.order;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.report.HookLabel;
import java.util.Map;
import java.util.Set;

/**
 * What one step is to run; never saved.
 *
 * @param names what it is called
 * @param script what is executed
 * @param settings how; every value is set
 * @param surroundings where
 */
public record HookOrder(Names names, Script script, HookSettings settings, Surroundings surroundings) {
    /**
     * What a hook is called.
     *
     * @param event its event; empty where it has none
     * @param hook its name
     * @param log the file of its log, relative to the build's directory {@code deploy-hooks}; appended to
     */
    public record Names(String event, String hook, String log) {
        /** {@code preBuild/assets}, as in messages; the name alone where it is called like its event or has none. */
        public String id() {
            return event.isEmpty() || event.equals(hook) ? hook : event + "/" + hook;
        }

        /** {@code preBuild: assets}, as steps are labelled. */
        public String label() {
            return HookLabel.of(event, hook);
        }
    }

    /**
     * Where a hook runs.
     *
     * @param root of the repository, absolute on the agent; null: the current directory of the context
     * @param dir the working directory relative to the root; null: the root
     * @param env on top of the environment of the context
     * @param hidden names of variables of the context that the hook must not see
     */
    public record Surroundings(
            @CheckForNull String root, @CheckForNull String dir, Map<String, String> env, Set<String> hidden) {
        public Surroundings {
            env = Map.copyOf(env);
            hidden = Set.copyOf(hidden);
        }
    }
}
