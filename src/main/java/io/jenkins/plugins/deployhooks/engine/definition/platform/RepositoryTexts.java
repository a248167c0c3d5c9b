package io.jenkins.plugins.deployhooks.engine.definition.platform;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.tree.Node;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import io.jenkins.plugins.deployhooks.engine.definition.yaml.RepositoryFile;
import io.jenkins.plugins.deployhooks.engine.definition.yaml.YamlTree;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Texts of a repository by their paths. Remembers each one that was asked for, also where it is missing: whoever has only a
 * copy of some files learns so which ones are wanted.
 */
final class RepositoryTexts {
    /** More files than any project has; who names them is not trusted. */
    private static final int MOST = 200;

    private final Path root;
    private final Problems problems;
    private final Set<String> asked = new LinkedHashSet<>();
    private final Set<String> included = new LinkedHashSet<>();

    RepositoryTexts(Path root, Problems problems) {
        this.root = root;
        this.problems = problems;
    }

    Problems problems() {
        return problems;
    }

    /** Every path that was asked for. */
    Set<String> asked() {
        return Collections.unmodifiableSet(asked);
    }

    /** {@code name} is a part of another file. */
    void include(String name) {
        included.add(name);
    }

    /** Whether {@code name} was found to be a part of another file. */
    boolean isIncluded(String name) {
        return included.contains(name);
    }

    /** Whether there is anything at {@code name}, readable or not. */
    boolean exists(String name) {
        ask(name);
        return RepositoryFile.exists(root, name);
    }

    /** The names of the YAML files in {@code directory}, with it, in their order; none where it is no directory. */
    List<String> yamlFilesIn(String directory) {
        List<String> names = new ArrayList<>();
        Path path = root.resolve(directory);
        if (!Files.isDirectory(path)) {
            return names;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*.{yaml,yml}")) {
            for (Path file : files) {
                if (!Files.isDirectory(file)) {
                    names.add(directory + "/" + file.getFileName());
                }
            }
        } catch (IOException e) {
            problems.error(origin(directory), "the directory cannot be read", e.toString(), null);
        }
        Collections.sort(names);
        return names;
    }

    /** The tree of the file {@code name}, with merge keys carried out, of an empty one nothing; null after an error. */
    @CheckForNull
    Node yaml(String name) {
        ask(name);
        RepositoryFile.ReadOptions options = new RepositoryFile.ReadOptions(YamlTree.Tags.KEPT, problems);
        Node node = RepositoryFile.readAny(root, root.resolve(name), origin(name), options);
        return node == null ? null : MergeKeys.merged(node, problems);
    }

    /** The text of the file {@code name}; null after an error. */
    @CheckForNull
    ScalarNode text(String name) {
        ask(name);
        String text = RepositoryFile.text(root, root.resolve(name), origin(name), problems);
        return text == null ? null : ScalarNode.text(origin(name).at(1, 1), text);
    }

    /** The path that {@code path} means when it is read in {@code directory}; null where it leads out of the repository. */
    @CheckForNull
    static String inside(String directory, String path) {
        try {
            Path relative = Path.of(directory).resolve(path).normalize();
            return relative.isAbsolute() || relative.startsWith("..")
                    ? null
                    : relative.toString().replace('\\', '/');
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private void ask(String name) {
        if (asked.size() < MOST) {
            asked.add(name);
        }
    }

    static Origin origin(String name) {
        return Origin.of(Origin.Strength.FILE, name);
    }
}
