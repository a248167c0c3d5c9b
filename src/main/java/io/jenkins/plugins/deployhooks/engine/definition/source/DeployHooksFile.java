package io.jenkins.plugins.deployhooks.engine.definition.source;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.definition.yaml.RepositoryFile;
import io.jenkins.plugins.deployhooks.engine.definition.yaml.YamlTree;
import java.nio.file.Path;

/** The file deploy-hooks.yml, or deploy-hooks.yaml, at the root of the repository. */
public final class DeployHooksFile {
    /** The file's name. */
    public static final String NAME = "deploy-hooks.yml";

    /** The other name it can have. */
    public static final String OTHER_NAME = "deploy-hooks.yaml";

    private DeployHooksFile() {}

    /** Whether {@code root} has such a file, readable or not. */
    public static boolean exists(Path root) {
        return RepositoryFile.exists(root, NAME) || RepositoryFile.exists(root, OTHER_NAME);
    }

    /** The file's tree; null where there is no file, or one that cannot be read, which is an error more. */
    @CheckForNull
    public static MapNode read(Path root, Problems problems) {
        boolean other = RepositoryFile.exists(root, OTHER_NAME);
        if (!RepositoryFile.exists(root, NAME)) {
            return other ? read(root, root.resolve(OTHER_NAME), problems) : null;
        }
        if (other) {
            Origin origin = Origin.of(Origin.Strength.FILE, OTHER_NAME);
            problems.error(origin, "a second definition", NAME + " is there as well", "remove one of them");
        }
        return read(root, root.resolve(NAME), problems);
    }

    /** The tree of {@code file}, a file of this kind whatever its name; null after an error. */
    @CheckForNull
    public static MapNode read(Path root, Path file, Problems problems) {
        Origin place = Origin.of(Origin.Strength.FILE, name(root, file));
        return RepositoryFile.read(root, file, place, new RepositoryFile.ReadOptions(YamlTree.Tags.REFUSED, problems));
    }

    private static String name(Path root, Path file) {
        return file.startsWith(root) ? root.relativize(file).toString().replace('\\', '/') : file.toString();
    }
}
