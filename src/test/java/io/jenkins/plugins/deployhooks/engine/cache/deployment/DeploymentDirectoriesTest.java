package io.jenkins.plugins.deployhooks.engine.cache.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.profile.Profiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directories that a platform promises. */
@Requirement({"S42", "S44"})
class DeploymentDirectoriesTest {
    @TempDir
    private Path temporary;

    private DeploymentDirectories open(String profile, String id) throws Exception {
        return DeploymentDirectories.open(
                Profiles.get(profile),
                id,
                new DeploymentDirectories.Bases(temporary.resolve("tmp"), temporary.resolve("shared"), "shop"));
    }

    @Test
    void theSharedOneStaysAndThePrivateOneGoes() throws Exception {
        Map<String, String> values;
        try (DeploymentDirectories directories = open("platform-sh", "1")) {
            values = directories.values();
            assertThat(values).containsOnlyKeys("cache", "tmp");
            Files.writeString(Path.of(values.get("cache"), "kept"), "x");
            Files.writeString(Path.of(values.get("tmp"), "wiped"), "x");
        }
        assertThat(Path.of(values.get("tmp"))).isAbsolute().doesNotExist();
        assertThat(Path.of(values.get("cache"))).isAbsolute();
        try (DeploymentDirectories next = open("platform-sh", "2")) {
            assertThat(next.values().get("cache")).isEqualTo(values.get("cache"));
            assertThat(next.values().get("tmp")).isNotEqualTo(values.get("tmp"));
            assertThat(Path.of(values.get("cache"), "kept")).exists();
        }
    }

    @Test
    void whereNonePromisesThemThereAreNone() throws Exception {
        try (DeploymentDirectories none = open("native", "1")) {
            assertThat(none.values()).isEmpty();
        }
        DeploymentDirectories.none().close();
        assertThat(DeploymentDirectories.none().values()).isEmpty();
        assertThat(temporary).isEmptyDirectory();
    }
}
