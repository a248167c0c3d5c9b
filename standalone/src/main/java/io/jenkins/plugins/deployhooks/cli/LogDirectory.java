package io.jenkins.plugins.deployhooks.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where logs go when nobody says so: the user's state directory, the last {@value #KEPT} deployments of each app. */
final class LogDirectory {
    /** How many deployments' logs are kept. */
    static final int KEPT = 20;

    private LogDirectory() {}

    /**
     * Makes the directory for the logs of the deployment {@code id} of the repository {@code root}.
     *
     * @throws IOException if it cannot be made
     */
    static Path make(Path root, String id, Map<String, String> env) throws IOException {
        String state = env.getOrDefault("XDG_STATE_HOME", "");
        Path base = state.isEmpty() ? Path.of(System.getProperty("user.home"), ".local", "state") : Path.of(state);
        Path name = root.getFileName();
        Path app = base.resolve("deploy-hooks").resolve(name == null ? "root" : name.toString());
        Path made = Files.createDirectories(app.resolve(id));
        prune(app);
        return made;
    }

    private static void prune(Path app) throws IOException {
        List<Path> all;
        try (Stream<Path> deployments = Files.list(app)) {
            // The ids begin with the time, so the names are in the order of the deployments.
            all = deployments
                    .filter(Files::isDirectory)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path old : all.subList(Math.min(KEPT, all.size()), all.size())) {
            try (Stream<Path> tree = Files.walk(old)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
