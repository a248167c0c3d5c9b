package io.jenkins.plugins.deployhooks.agent.archive;

import io.jenkins.plugins.deployhooks.engine.cache.content.FileDigests;
import io.jenkins.plugins.deployhooks.engine.cache.content.Indexes;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where an agent keeps what spares time: whatever is deleted of it is made or transferred anew.
 *
 * @param root the agent's own directory, absolute
 * @param job whose: no job reads copies of another one
 */
public record AgentDirectories(String root, String job) implements Serializable {
    /** As long as a copy of an archive. */
    private static final Duration INDEX_AGE = Duration.ofDays(14);

    /** Of all trees on one agent; that of 40,000 files has 4 MB. */
    private static final long INDEX_BYTES = 200_000_000;

    /** The directory of all of it. */
    public Path base() {
        return Path.of(root).resolve("caches").resolve("deploy-hooks");
    }

    /** Copies of archives. */
    Path copies() {
        return base().resolve("archives").resolve(FileDigests.name(List.of(job)));
    }

    /** Copies of archives of all jobs. */
    List<Path> allCopies() throws IOException {
        try (Stream<Path> all = Files.list(base().resolve("archives"))) {
            return all.filter(Files::isDirectory).toList();
        }
    }

    /** The file that remembers what the files of {@code tree} were like; its directory is made, and others in it may go. */
    Path index(Path tree) throws IOException {
        return new Indexes(base().resolve("index"), INDEX_AGE, INDEX_BYTES)
                .use(FileDigests.name(List.of(job, tree.toString())));
    }
}
