package io.jenkins.plugins.deployhooks.engine.archive.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Modes of files, also on a file system that has none: the one of zip files stands for Windows'. */
class ModesTest {
    @TempDir
    private Path dir;

    @Test
    void aFileGetsItsModeWhateverTheUmask() throws IOException {
        Path made = dir.resolve("made");
        Modes modes = Modes.byCreating(made);
        for (int mode = 0; mode <= 0777; mode++) {
            Path file = Files.createFile(made.resolve("f" + mode), modes.creating(mode));
            modes.complete(file, mode);
            assertThat(FileFacts.of(file).mode()).isEqualTo(mode);
        }
        Path file = Files.createFile(made.resolve("special"), modes.creating(07755));
        modes.complete(file, 07755);
        assertThat(FileFacts.of(file).mode()).isEqualTo(0755);
        modes.set(file, 04711);
        assertThat(FileFacts.of(file).mode()).isEqualTo(04711);
    }

    @ParameterizedTest
    @ValueSource(ints = {0755, 02755})
    void aDirectoryGetsItsModeWhateverTheUmaskAndTheOneItIsIn(int above) throws IOException {
        Files.setAttribute(dir, "unix:mode", above);
        Path made = dir.resolve("made");
        Modes modes = Modes.byCreating(made);
        for (int mode : new int[] {0700, 0755, 0777, 0722}) {
            Path directory = Files.createDirectory(made.resolve("d" + mode), modes.creating(mode));
            modes.completeDirectory(directory, mode);
            assertThat(FileFacts.of(directory).mode()).isEqualTo(mode);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0555, 0, 0077, 01705, 02750})
    void aDirectoryIsOpenedForItsOwnerAndGetsItsModeBack(int mode) throws IOException {
        Path directory = Files.createDirectory(dir.resolve("d"));
        Files.setAttribute(directory, "unix:mode", mode);
        Modes.open(directory);
        assertThat(FileFacts.of(directory).mode() & 0777).isEqualTo(mode & 0777 | 0700);
        Modes.giveBack(directory, mode);
        assertThat(FileFacts.of(directory).mode()).isEqualTo(mode);
    }

    @Test
    void whereThereAreNoModesNoneIsAskedFor() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(dir.resolve("files.zip"), Map.of("create", "true"))) {
            Path directory = zip.getPath("/made");
            Modes modes = Modes.byCreating(directory);
            Path file = Files.createFile(directory.resolve("f"), modes.creating(0600));
            modes.complete(file, 0777);
            modes.completeDirectory(directory, 0777);
            modes.set(file, 04711);
            Modes.open(directory);
            Modes.giveBack(directory, 0);
            Files.writeString(file, "12345");
            assertThat(FileFacts.of(file)).isEqualTo(new FileFacts(FileFacts.Kind.FILE, 0644, 5, null));
            assertThat(FileFacts.of(directory)).isEqualTo(new FileFacts(FileFacts.Kind.DIRECTORY, 0755, 0, null));
            assertThatThrownBy(() -> FileFacts.of(directory.resolve("none"))).isInstanceOf(NoSuchFileException.class);
        }
    }
}
