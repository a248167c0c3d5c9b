package io.jenkins.plugins.deployhooks.engine.definition.load;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.source.Administration;
import io.jenkins.plugins.deployhooks.engine.definition.source.DeployHooksFile;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where to look for a definition.
 *
 * @param root of the repository; relative paths are resolved
 * @param environment variables by name
 * @param arguments the strongest source
 * @param administrator the weakest source, and rules that hold whatever others say
 * @param file the path of the file to read in place of deploy-hooks.yml, relative to the root; null: that one, if it is
 *     there
 */
public record Request(
        Path root,
        Map<String, String> environment,
        MapNode arguments,
        Administration administrator,
        @CheckForNull String file) {
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
                Administration.NONE,
                null);
    }

    /** The same with arguments. */
    public Request with(MapNode newArguments) {
        return new Request(root, environment, newArguments, administrator, file);
    }

    /** The same with another file in place of deploy-hooks.yml; null: that one. */
    public Request with(@CheckForNull String newFile) {
        return new Request(root, environment, arguments, administrator, newFile);
    }

    /** The same with what an administrator says. */
    public Request with(Administration newAdministrator) {
        return new Request(root, environment, arguments, newAdministrator, file);
    }

    /** Whether there is a file of this kind, readable or not. */
    boolean hasFile() {
        return file != null || DeployHooksFile.exists(root);
    }
}
