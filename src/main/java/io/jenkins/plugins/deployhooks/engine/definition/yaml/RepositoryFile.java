package io.jenkins.plugins.deployhooks.engine.definition.yaml;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads files of a repository, most of them YAML, and nothing outside of it. */
public final class RepositoryFile {
    /** The most bytes that a file may have. */
    public static final int LARGEST = YamlText.LARGEST;

    private RepositoryFile() {}

    /** Whether there is anything called {@code name} in {@code root}, also if it cannot be read. */
    public static boolean exists(Path root, String name) {
        return Files.exists(root.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * The tree of {@code file}, which is a mapping; null where there is none, and then {@code problems} has an error more.
     *
     * @param file inside {@code root}, also after symbolic links
     * @param place the file's place, without a line
     */
    @CheckForNull
    public static MapNode read(Path root, Path file, Origin place, ReadOptions options) {
        return bytes(root, file, place, options.problems())
                .map(bytes -> YamlTree.read(bytes, place, options.tags(), options.problems()))
                .orElse(null);
    }

    /** As {@link #read}, for a file that may be anything; empty only where tags are kept. */
    @CheckForNull
    public static Node readAny(Path root, Path file, Origin place, ReadOptions options) {
        return bytes(root, file, place, options.problems())
                .map(bytes -> YamlTree.readAny(bytes, place, options.tags(), options.problems()))
                .orElse(null);
    }

    /** The text of {@code file}, which need not be YAML; null after an error. */
    @CheckForNull
    public static String text(Path root, Path file, Origin place, Problems problems) {
        return bytes(root, file, place, problems)
                .map(bytes -> YamlText.plain(bytes, place, problems))
                .orElse(null);
    }

    /** Empty after an error. */
    private static Optional<byte[]> bytes(Path root, Path file, Origin place, Problems problems) {
        try {
            if (!file.toRealPath().startsWith(root.toRealPath())) {
                problems.error(place, "the file is outside of the repository", "only files inside are read", null);
                return Optional.empty();
            }
            if (!Files.isRegularFile(file)) {
                problems.error(place, "not a regular file", "a definition is read from a file", null);
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(file)) {
                // One byte more than allowed tells a file that is too long, whatever its size is said to be.
                return Optional.of(in.readNBytes(YamlText.LARGEST + 1));
            }
        } catch (NoSuchFileException e) {
            problems.error(place, "there is no such file", "", null);
            return Optional.empty();
        } catch (IOException e) {
            problems.error(place, "the file cannot be read", e.toString(), null);
            return Optional.empty();
        }
    }

    /**
     * How to read.
     *
     * @param tags what to do with tags
     * @param problems where problems go
     */
    public record ReadOptions(YamlTree.Tags tags, Problems problems) {}
}
