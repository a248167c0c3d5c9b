package io.jenkins.plugins.deployhooks.engine.cache;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.content.FileDigests;
import io.jenkins.plugins.deployhooks.engine.cache.disk.Replacement;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Remembers, in a directory, the last successful deployment of each app of a project to each environment. */
public final class LastDeployments {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path directory;
    private final String project;

    /**
     * @param directory made when needed
     * @param project the repository, or the job: apps of different ones may have the same name
     */
    public LastDeployments(Path directory, String project) {
        this.directory = directory;
        this.project = project;
    }

    /** The last one; null: there was none, or it cannot be read, which costs no more than a deployment in full. */
    @CheckForNull
    public LastDeployment of(Target target) {
        try {
            LastDeployment last = JSON.readValue(Files.readAllBytes(file(target)), LastDeployment.class);
            return last == null || last.id() == null ? null : last;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /**
     * Remembers a deployment that succeeded.
     *
     * @throws IOException if it cannot be written; then the one before is still remembered
     */
    public void remember(Target target, LastDeployment last) throws IOException {
        Files.createDirectories(directory);
        byte[] text = JSON.writeValueAsBytes(last);
        Replacement.write(file(target), out -> out.write(text));
    }

    /**
     * Forgets it, since a deployment has begun that may change what runs there.
     *
     * @throws IOException if it cannot be removed
     */
    public void forget(Target target) throws IOException {
        Files.deleteIfExists(file(target));
    }

    private Path file(Target target) {
        String app = target.app() == null ? "" : target.app();
        return directory.resolve(
                FileDigests.ofTexts(List.of(project, app, target.environment())).substring(0, 32) + ".json");
    }
}
