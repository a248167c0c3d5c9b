package io.jenkins.plugins.deployhooks.engine.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.file.Path;
import java.util.Map;

/**
 * Which deployment it is, and where.
 *
 * @param id unique among the deployments of this app and environment
 * @param root the root of the repository, absolute
 * @param logs the directory of the logs, absolute; made when needed
 * @param surroundings the rest
 */
public record About(String id, Path root, Path logs, Surroundings surroundings) {
    /**
     * What is around a deployment.
     *
     * @param agent the name of the machine, for messages
     * @param env the variables every hook and body sees (S8)
     * @param branch the branch; null: not known
     * @param commit the commit; null: not known
     * @param previousResult how the last deployment of this app and environment ended; null: not known
     */
    public record Surroundings(
            String agent,
            Map<String, String> env,
            @CheckForNull String branch,
            @CheckForNull String commit,
            @CheckForNull String previousResult) {
        public Surroundings {
            env = Map.copyOf(env);
        }
    }
}
