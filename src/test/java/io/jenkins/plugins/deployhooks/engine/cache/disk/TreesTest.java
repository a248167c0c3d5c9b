package io.jenkins.plugins.deployhooks.engine.cache.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Directories that are made for their owner alone, and what is deleted or forced to the disk as a whole. */
@Requirement({"S44", "S45"})
class TreesTest {
    @TempDir
    private Path base;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatIsDeletedIsGoneAndWhatItLeadsToIsNot() throws Exception {
        Path outside = Files.writeString(base.resolve("outside"), "");
        Path tree = Files.createDirectories(base.resolve("tree/a/b"));
        Files.createSymbolicLink(tree.resolve("link"), outside);
        Files.createSymbolicLink(tree.resolve("dangling"), base.resolve("nowhere"));
        Path link = Files.createSymbolicLink(base.resolve("link"), base.resolve("tree"));
        Trees.delete(link);
        assertThat(tree).exists();
        Trees.delete(base.resolve("tree"));
        Trees.delete(base.resolve("tree"));
        assertThat(base.resolve("tree")).doesNotExist();
        Trees.delete(outside);
        assertThat(base).isEmptyDirectory();
    }

    @Test
    void whatIsNotThereCannotBeForcedToTheDisk() throws Exception {
        Path file = Files.writeString(base.resolve("file"), "x");
        Trees.force(file);
        Trees.forceNames(base);
        assertThat(file).hasContent("x");
        assertThatThrownBy(() -> Trees.force(base.resolve("missing"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyTheLastDirectoryIsForItsOwnerAlone() throws Exception {
        Path directory = base.resolve("a/b");
        assertThat(PrivateFiles.createDirectories(directory))
                .isEqualTo(directory)
                .isDirectory();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        PrivateFiles.createDirectories(directory);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .as("its owner wants it so")
                .isEqualTo("rwxr-xr-x");
        assertThat(PrivateFiles.create(base.resolve("c"))).isEqualTo(base.resolve("c"));
        assertThatThrownBy(() -> PrivateFiles.create(directory)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void aFileInItsPlaceIsTold() throws Exception {
        Path file = Files.writeString(base.resolve("file"), "");
        assertThatThrownBy(() -> PrivateFiles.createDirectories(file)).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> PrivateFiles.createDirectories(file.resolve("below")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void whoeverDeletesTheSameAtTheSameTimeIsNoObstacle() throws Exception {
        for (int round = 0; round < 30; round++) {
            Path tree = base.resolve("tree" + round);
            for (int i = 0; i < 20; i++) {
                Files.createDirectories(tree.resolve("a" + i + "/b/c"));
            }
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> delete(tree));
            delete(tree);
            other.get(1, TimeUnit.MINUTES);
            assertThat(tree).doesNotExist();
        }
    }

    private static void delete(Path tree) {
        try {
            Trees.delete(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatStaysIsTold() throws Exception {
        // Deeper than the system lets anybody name, but not than somebody can go step by step.
        String deep = "d=$(printf '%0200d' 0); i=0; while [ $i -lt 30 ]; do mkdir $d && cd $d; i=$((i+1)); done";
        shell("mkdir tree && cd tree && { " + deep + "; }");
        try {
            assertThatThrownBy(() -> Trees.delete(base.resolve("tree")))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("File name too long");
            assertThat(base.resolve("tree")).exists();
        } finally {
            shell("rm -rf tree");
        }
    }

    private void shell(String command) throws Exception {
        Process shell = Runtime.getRuntime().exec(new String[] {"sh", "-c", command}, null, base.toFile());
        assertThat(shell.waitFor()).isZero();
    }
}
