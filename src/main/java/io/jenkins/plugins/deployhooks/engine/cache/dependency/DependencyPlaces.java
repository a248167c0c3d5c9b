package io.jenkins.plugins.deployhooks.engine.cache.dependency;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Where an app has its dependencies.
 *
 * @param inside paths of dependencies in the app
 * @param beside paths of dependencies beside the app, relative to the directory above it
 * @param descriptions the files that say which dependencies these are
 */
record DependencyPlaces(List<String> inside, List<String> beside, List<String> descriptions) {
    private static final String PARENT = "../";

    /** What belongs to a package manager: the files that describe dependencies, the first of which must be there. */
    private record Known(List<String> files, List<String> paths) {}

    private static final List<Known> KNOWN = List.of(
            new Known(
                    List.of("package.json", "package-lock.json", "yarn.lock", "pnpm-lock.yaml"),
                    List.of("node_modules")),
            new Known(List.of("composer.json", "composer.lock"), List.of("vendor")),
            new Known(List.of("Gemfile", "Gemfile.lock"), List.of("vendor/bundle")),
            new Known(List.of("requirements.txt"), List.of(".venv")),
            new Known(List.of("pyproject.toml", "poetry.lock", "uv.lock"), List.of(".venv")),
            new Known(List.of("Cargo.toml", "Cargo.lock"), List.of("target")),
            new Known(List.of("mix.exs", "mix.lock"), List.of("deps")),
            new Known(List.of("stack.yaml", "stack.yaml.lock"), List.of(".stack-work")));

    /**
     * The places of the app in {@code root}.
     *
     * @param extraPaths of the definition, valid
     */
    static DependencyPlaces of(Path root, List<String> extraPaths) {
        TreeSet<String> inside = new TreeSet<>();
        TreeSet<String> beside = new TreeSet<>();
        List<String> descriptions = new ArrayList<>();
        for (Known known : KNOWN) {
            if (Files.isRegularFile(root.resolve(known.files().get(0)))) {
                inside.addAll(known.paths());
                descriptions.addAll(known.files());
            }
        }
        for (String path : extraPaths) {
            String normal = Path.of(path).normalize().toString().replace('\\', '/');
            if (normal.startsWith(PARENT)) {
                beside.add(normal.substring(PARENT.length()));
            } else {
                inside.add(normal.isEmpty() ? "." : normal);
            }
        }
        return new DependencyPlaces(List.copyOf(inside), List.copyOf(beside), List.copyOf(descriptions));
    }
}
