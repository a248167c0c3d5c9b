package io.jenkins.plugins.deployhooks.agent.premises;

import io.jenkins.plugins.deployhooks.engine.cache.content.FileDigests;
import io.jenkins.plugins.deployhooks.engine.cache.disk.PrivateFiles;
import io.jenkins.plugins.deployhooks.engine.cache.disk.Trees;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The directories that a platform promises its hooks, on an agent.
 *
 * @param agent where hooks see them, absolute: the agent's own directory, or for a container one that it can write
 * @param own the agent's own directory, absolute; no container can write there
 * @param project whose {@code PLATFORM_CACHE_DIR} it is (S42)
 * @param deployment whose {@code TMPDIR} it is (S44)
 */
public record PromisedDirectories(String agent, String own, String project, String deployment) implements Serializable {
    private static final System.Logger LOGGER = System.getLogger(PromisedDirectories.class.getName());

    /** What is ours in a directory that others use, too. */
    static final String OURS = "deploy-hooks";

    /** No deployment takes as long; what is older was left by one whose agent went away. */
    private static final Duration OLDEST = Duration.ofDays(30);

    /** Those that hooks see. */
    public PromisedDirectories(String agent, String project, String deployment) {
        this(agent, agent, project, deployment);
    }

    /** {@code PLATFORM_CACHE_DIR}: kept between builds, of all branches. */
    public String cache() {
        return path(agent, "caches", OURS, "shared", name(project));
    }

    /** {@code TMPDIR}: of this deployment alone. */
    public String temporary() {
        return path(agent, OURS, "temporary", name(deployment));
    }

    /** What is remembered of the app's files until the deployment is over (S54); nothing that is frozen can write there. */
    public String listings() {
        return path(own, OURS, "files", name(deployment));
    }

    /**
     * Makes both, the latter empty unless it is there: the deployment has come back to this agent then.
     *
     * @throws IOException if one cannot be made
     */
    void make() throws IOException, InterruptedException {
        if (isShared()) {
            // Nothing is swept: what is old there a container says.
            WithoutLinks.make(Path.of(agent), List.of("caches", OURS, "shared", name(project)));
            WithoutLinks.make(Path.of(agent), List.of(OURS, "temporary"));
            Path temporary = Path.of(temporary());
            if (!Files.isDirectory(temporary, LinkOption.NOFOLLOW_LINKS)) {
                PrivateFiles.create(temporary);
            }
            return;
        }
        Files.createDirectories(Path.of(cache()));
        Path temporary = Path.of(temporary());
        Path all = Files.createDirectories(Objects.requireNonNull(temporary.getParent()));
        sweep(all);
        PrivateFiles.createDirectories(temporary);
    }

    /** Where the files of the mounts of {@code app} are. */
    Path mounts(List<String> app) {
        return Path.of(path(agent, OURS, "mounts", named(app)));
    }

    /**
     * Makes the directory {@link #mounts} where somebody else could have made a link in its place; where not, whoever mounts
     * makes it.
     *
     * @throws IOException if it cannot be made
     */
    void makeMounts(List<String> app) throws IOException {
        if (isShared()) {
            WithoutLinks.make(Path.of(agent), List.of(OURS, "mounts", named(app)));
        }
    }

    /** Whether a container can write where they are, and so make links there. */
    private boolean isShared() {
        return !agent.equals(own);
    }

    private static void sweep(Path all) throws IOException, InterruptedException {
        Instant oldest = Instant.now().minus(OLDEST);
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(all)) {
            for (Path directory : directories) {
                try {
                    if (Files.getLastModifiedTime(directory).toInstant().isBefore(oldest)) {
                        Trees.delete(directory);
                    }
                } catch (IOException e) {
                    // Gone meanwhile, or not ours to delete: no fault of this deployment.
                    LOGGER.log(System.Logger.Level.INFO, "an old TMPDIR stays: " + directory, e);
                }
            }
        }
    }

    private static String path(String agent, String... names) {
        // The agent may have other separators than we have.
        String separator = agent.contains("\\") && !agent.contains("/") ? "\\" : "/";
        return agent + separator + String.join(separator, names);
    }

    private static String name(String of) {
        return named(List.of(of));
    }

    private static String named(List<String> names) {
        return FileDigests.name(names);
    }
}
