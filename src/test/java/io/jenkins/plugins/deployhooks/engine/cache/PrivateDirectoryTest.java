package io.jenkins.plugins.deployhooks.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PrivateDirectoryTest {
    @TempDir
    private Path base;

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    @Test
    @Requirement({"S44"})
    void itIsEmptyAtFirstAndGoneAfterwards() throws Exception {
        Path path;
        try (PrivateDirectory directory = PrivateDirectory.open(base, "7")) {
            path = directory.path();
            assertThat(isEmpty(path)).isTrue();
            Files.createDirectories(path.resolve("a/b"));
            Files.writeString(path.resolve("a/b/c"), "x");
            try (PrivateDirectory other = PrivateDirectory.open(base, "8")) {
                assertThat(other.path()).isNotEqualTo(path);
                assertThat(path.resolve("a/b/c")).exists();
            }
            assertThatThrownBy(() -> PrivateDirectory.open(base, "7")).hasMessageContaining("is running already");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    @Requirement({"S44"})
    void whatAKilledDeploymentLeftTheNextOneRemoves() throws Exception {
        Path left = Files.createDirectories(base.resolve("deployments/0123"));
        Files.writeString(left.resolve("secret"), "x");
        try (PrivateDirectory directory = PrivateDirectory.open(base, "9")) {
            assertThat(left).doesNotExist();
            assertThat(directory.path()).exists();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @Requirement({"S44"})
    void nobodyElseMayReadItAndLinksAreNotFollowed() throws Exception {
        Path outside = Files.createTempDirectory(base, "outside");
        Files.writeString(outside.resolve("keep"), "x");
        try (PrivateDirectory directory = PrivateDirectory.open(base, "7")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())))
                    .isEqualTo("rwx------");
            Files.createSymbolicLink(directory.path().resolve("link"), outside);
            Path closed = Files.createDirectory(directory.path().resolve("read-only"));
            Files.writeString(closed.resolve("file"), "x");
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        }
        assertThat(outside.resolve("keep")).exists();
    }

    @Test
    @Requirement({"S42", "S43"})
    void theSharedDirectoryOfAProjectStaysAndIsOutsideOfTheApp() throws Exception {
        Path shared = SharedDirectory.of(base, "shop");
        Files.writeString(shared.resolve("kept"), "x");
        assertThat(SharedDirectory.of(base, "shop").resolve("kept")).exists();
        assertThat(SharedDirectory.of(base, "../shop")).isNotEqualTo(shared).startsWith(base);
    }

    @Test
    @Requirement({"S44"})
    void afterwardsTheSameDeploymentGetsANewOne() throws Exception {
        Files.createDirectories(base.resolve("locks"));
        Path left = Files.writeString(base.resolve("locks/left-behind"), "");
        PrivateDirectory first = PrivateDirectory.open(base, "7");
        assertThat(left).as("the lock of a process that was killed").doesNotExist();
        Files.writeString(first.path().resolve("secret"), "x");
        first.close();
        try (PrivateDirectory again = PrivateDirectory.open(base, "7")) {
            assertThat(again.path()).isEqualTo(first.path()).isAbsolute().isEmptyDirectory();
        }
    }

    @Test
    @Requirement({"S42", "S44"})
    void whereThereCanBeNoneTheReasonIsSaid() throws Exception {
        Path file = Files.writeString(base.resolve("file"), "");
        assertThatThrownBy(() -> PrivateDirectory.open(file, "7"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the deployment gets no TMPDIR: ")
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> SharedDirectory.of(file, "shop"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the deployment gets no PLATFORM_CACHE_DIR: ")
                .hasMessageContaining(file.toString());
    }
}
