package io.jenkins.plugins.deployhooks.engine.cache;

import io.jenkins.plugins.deployhooks.engine.cache.content.FileDigests;
import io.jenkins.plugins.deployhooks.engine.cache.disk.DiskFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code PLATFORM_CACHE_DIR}: survives builds and is shared by all branches of a project (S42), but never archived (S43). */
public final class SharedDirectory {
    private SharedDirectory() {}

    /**
     * Makes the directory where it is missing.
     *
     * @param base holds those of all projects; outside of any app
     * @param project the repository, or the job; not the branch
     * @throws IOException if it cannot be made, with the reason for people
     */
    public static Path of(Path base, String project) throws IOException {
        Path directory = base.resolve(FileDigests.name(List.of(project))).toAbsolutePath();
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw DiskFault.of("the deployment gets no PLATFORM_CACHE_DIR", base, e);
        }
    }
}
