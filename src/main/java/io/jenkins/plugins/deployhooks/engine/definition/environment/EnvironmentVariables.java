package io.jenkins.plugins.deployhooks.engine.definition.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.TreeBuilder;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import java.util.Map;

/** The settings in environment variables: hooks, the archive, readiness and what to skip. */
public final class EnvironmentVariables {
    private static final String SKIP = "DEPLOY_SKIP_HOOKS";
    private static final String FOLDER = "APP_FOLDER";

    private EnvironmentVariables() {}

    /** Whether a variable holds a hook, by the rules of any profile. */
    public static boolean holdHooks(Map<String, String> environment) {
        return HookVariables.anyIn(environment);
    }

    /**
     * The settings as a tree.
     *
     * @param profile whose variables hold hooks
     * @param port the app's port as far as a definition says so; null: PORT of the environment, or 8080
     */
    public static MapNode read(
            Map<String, String> environment, Profile profile, @CheckForNull String port, Problems problems) {
        TreeBuilder tree = new TreeBuilder(Origin.of(Origin.Strength.ENVIRONMENT, "environment"));
        Variables variables = new Variables(environment, tree, problems);
        HookVariables.read(variables, profile);
        CacheVariables.read(variables);
        ReadinessVariables.read(variables, port);
        // The name is not specific: only a platform that is configured by variables means it (D17).
        boolean byVariables = profile.events().stream()
                .anyMatch(event -> !event.names().variables().isEmpty());
        String folder = byVariables ? variables.get(FOLDER) : null;
        if (folder != null) {
            tree.put(ScalarNode.text(Variables.origin(FOLDER), folder.strip()), "folder");
        }
        String skip = variables.get(SKIP);
        if (skip != null) {
            for (String name : skip.split(",")) {
                if (!name.isBlank()) {
                    tree.add(ScalarNode.text(Variables.origin(SKIP), name.strip()), "skip");
                }
            }
        }
        return tree.build();
    }
}
