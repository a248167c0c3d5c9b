package io.jenkins.plugins.deployhooks.engine.cache.key;

import io.jenkins.plugins.deployhooks.engine.cache.content.TreeDigest;
import io.jenkins.plugins.deployhooks.engine.definition.KeyPlaceholder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What the placeholders of templates stand for: digests, so that no value of a variable ever gets into a key. */
final class TemplateValues {
    static final String VARIABLE = "variable ";

    private final Path root;
    private final KeyParts parts;
    private final UnaryOperator<String> env;
    private final Set<String> taken;

    /**
     * @param parts those of the key so far, with the tree
     * @param env the value of a variable, or null
     * @param taken names of parts that no file may have
     */
    TemplateValues(Path root, KeyParts parts, UnaryOperator<String> env, Set<String> taken) {
        this.root = root;
        this.parts = parts;
        this.env = env;
        this.taken = taken;
    }

    /** The value of a placeholder that makes what it names a part of the key. */
    String declared(KeyPlaceholder placeholder) throws IOException, InterruptedException {
        String value = known(placeholder);
        switch (placeholder.kind()) {
            case TREE -> {} // a part of every key
            case OS -> parts.add("operating system", value);
            case ARCH -> parts.add("processor architecture", value);
            case ENV -> {
                String name = placeholder.names().get(0);
                parts.add(VARIABLE + name, variable(name));
            }
            case FILES -> {
                for (String path : placeholder.names()) {
                    // All other parts of ours have a blank in their names: no file takes the place of one.
                    boolean plain = !path.equals(BuildKey.TREE) && !path.contains(" ") && !taken.contains(path);
                    parts.add(plain ? path : "file " + path, file(path));
                }
            }
        }
        return value;
    }

    /** The value of a placeholder. */
    String known(KeyPlaceholder placeholder) throws IOException, InterruptedException {
        return switch (placeholder.kind()) {
            case TREE -> parts.get(BuildKey.TREE);
            case OS -> word(System.getProperty("os.name"));
            case ARCH -> word(System.getProperty("os.arch"));
            case ENV -> KeyParts.digest(variable(placeholder.names().get(0)));
            case FILES -> {
                List<String> digests = new ArrayList<>();
                for (String path : placeholder.names()) {
                    digests.add(file(path));
                }
                yield KeyParts.digest(digests);
            }
        };
    }

    private List<String> variable(String name) {
        String value = env.apply(name);
        return value == null ? List.of(name) : List.of(name, value);
    }

    /** The digest of a file, or of a directory; a missing one has a digest, too. */
    private String file(String path) throws IOException, InterruptedException {
        Path file = root.resolve(path).normalize();
        if (!file.startsWith(root.normalize())) {
            throw new IOException("files('" + path + "') of the cache key is outside of the repository;"
                    + " write it relative to the root");
        }
        String relative = root.normalize().relativize(file).toString().replace('\\', '/');
        return new TreeDigest(root, ignored -> false, null)
                .of(List.of(relative))
                .digest();
    }

    /** Lower-case letters and digits: {@code windows10} and {@code Windows 10} are one system. */
    private static String word(String property) {
        return Objects.requireNonNullElse(property, "unknown")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_]+", "");
    }
}
