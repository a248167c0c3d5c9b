package io.jenkins.plugins.deployhooks.engine.definition.running;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.file.Path;
import java.util.List;

/**
 * What holds for the app while it runs.
 *
 * @param mounts directories, relative to where the app lives, that belong to what runs and not to what is built (S36)
 * @param credentials names of variables around the deployment that the build phase does not see (S35)
 * @param frozen what a change of the app's other files means; null: as the profile says
 * @param traffic how requests are held back; null: they are not
 * @param workers the names of the instances that work in the background (S40)
 */
public record RunRules(
        List<String> mounts,
        List<String> credentials,
        @CheckForNull Frozen frozen,
        @CheckForNull Traffic traffic,
        List<String> workers) {
    /** Nothing said. */
    public static final RunRules DEFAULT = new RunRules(List.of(), List.of(), null, null, List.of());

    /** Where what the directory {@code mount} hides is put while it is mounted; others like it have a number behind. */
    public static String aside(String mount) {
        Path path = Path.of(mount).normalize();
        return path.resolveSibling("." + path.getFileName() + ".built")
                .toString()
                .replace('\\', '/');
    }

    /** Glob patterns of what belongs to {@code mount} and not to what is built. */
    public static List<String> globs(String mount) {
        String path = Path.of(mount).normalize().toString().replace('\\', '/');
        return List.of(literal(path), literal(aside(mount)) + "*");
    }

    private static String literal(String path) {
        return path.replaceAll("[*?\\[\\]{}\\\\]", "\\\\$0");
    }

    public RunRules {
        mounts = List.copyOf(mounts);
        credentials = List.copyOf(credentials);
        workers = List.copyOf(workers);
    }
}
