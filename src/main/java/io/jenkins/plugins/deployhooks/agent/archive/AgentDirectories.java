package io.jenkins.plugins.deployhooks.agent.archive;

import io.jenkins.plugins.deployhooks.engine.cache.content.FileDigests;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where an agent keeps what spares time: whatever is deleted of it is made or transferred anew.
 *
 * @param root the agent's own directory, absolute
 * @param job the full name of the job: none reads copies of another one
 */
public record AgentDirectories(String root, String job) implements Serializable {
    private static final int SHORT = 32;

    /** The directory of all of it. */
    public Path base() {
        return Path.of(root).resolve("caches").resolve("deploy-hooks");
    }

    /** Copies of archives. */
    Path copies() {
        return base().resolve("archives").resolve(name(List.of(job)));
    }

    /** Copies of archives of all jobs. */
    List<Path> allCopies() throws IOException {
        try (Stream<Path> all = Files.list(base().resolve("archives"))) {
            return all.filter(Files::isDirectory).toList();
        }
    }

    /** The file that remembers what the files of {@code tree} were like; its directory is made. */
    Path index(Path tree) throws IOException {
        return Files.createDirectories(base().resolve("index")).resolve(name(List.of(job, tree.toString())));
    }

    private static String name(List<String> texts) {
        return FileDigests.ofTexts(texts).substring(0, SHORT);
    }
}
