package io.jenkins.plugins.deployhooks.engine.definition.load;

import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where to look for a definition.
 *
 * @param root of the repository; relative paths are resolved
 * @param environment variables by name
 * @param arguments the strongest source
 * @param administrator the weakest source
 */
public record Request(Path root, Map<String, String> environment, MapNode arguments, MapNode administrator) {
    public Request {
        root = root.toAbsolutePath().normalize();
        environment = Map.copyOf(environment);
    }

    /** The repository and its environment, without arguments and without anything an administrator says. */
    public static Request of(Path root, Map<String, String> environment) {
        return new Request(
                root,
                environment,
                MapNode.empty(Origin.of(Origin.Strength.ARGUMENT, "arguments")),
                MapNode.empty(Origin.of(Origin.Strength.ADMINISTRATOR, "administrator")));
    }

    /** The same with arguments. */
    public Request with(MapNode newArguments) {
        return new Request(root, environment, newArguments, administrator);
    }
}
