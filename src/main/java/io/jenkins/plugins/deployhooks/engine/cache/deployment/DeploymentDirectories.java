package io.jenkins.plugins.deployhooks.engine.cache.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.PrivateDirectory;
import io.jenkins.plugins.deployhooks.engine.cache.SharedDirectory;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The directories that a platform promises its hooks, where a profile names them; made on the machine where hooks run. */
public final class DeploymentDirectories implements AutoCloseable {
    private final Map<String, String> values;

    @CheckForNull
    private final PrivateDirectory temporary;

    /**
     * Where directories are made.
     *
     * @param temporary holds the {@code TMPDIR} of each deployment (S44)
     * @param shared holds the {@code PLATFORM_CACHE_DIR} of each project (S42)
     * @param project whose deployment it is
     */
    public record Bases(Path temporary, Path shared, String project) {}

    private DeploymentDirectories(Map<String, String> values, @CheckForNull PrivateDirectory temporary) {
        this.values = values;
        this.temporary = temporary;
    }

    /** None. */
    public static DeploymentDirectories none() {
        return new DeploymentDirectories(Map.of(), null);
    }

    /**
     * Makes what {@code profile} wants for the deployment {@code id}.
     *
     * @throws IOException if one cannot be made, with the reason for people
     */
    public static DeploymentDirectories open(Profile profile, String id, Bases bases)
            throws IOException, InterruptedException {
        Map<String, String> values = new HashMap<>();
        if (profile.wants("{cache}")) {
            values.put(
                    "cache", SharedDirectory.of(bases.shared(), bases.project()).toString());
        }
        if (!profile.wants("{tmp}")) {
            return new DeploymentDirectories(values, null);
        }
        PrivateDirectory temporary = PrivateDirectory.open(bases.temporary(), id);
        values.put("tmp", temporary.path().toString());
        return new DeploymentDirectories(values, temporary);
    }

    /** What the placeholders of the profile stand for: {@code cache} and {@code tmp}. */
    public Map<String, String> values() {
        return Map.copyOf(values);
    }

    /**
     * Wipes the private one.
     *
     * @throws IOException if something of it stays; the next deployment tries again
     */
    @Override
    public void close() throws IOException {
        if (temporary != null) {
            temporary.close();
        }
    }
}
