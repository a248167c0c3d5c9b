package io.jenkins.plugins.deployhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.cli.options.CacheDirectory;
import io.jenkins.plugins.deployhooks.cli.options.CacheOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Where the cache is, and who may read it. */
class CacheOptionsTest {
    @TempDir
    Path temp;

    @Command
    private static final class Options {
        @Mixin
        private CacheOptions cache;
    }

    private static CacheOptions with(Path directory) {
        Options options = new Options();
        new CommandLine(options).parseArgs("--cache-dir", directory.toString());
        return options.cache;
    }

    @Test
    void whatIsMadeIsForThisUserAlone() throws Exception {
        Path directory = temp.resolve("a/cache");
        assertThat(with(directory).directory().root()).isEqualTo(directory);
        assertThat(directory).doesNotExist();
        assertThat(with(directory).store().list()).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        assertThat(with(directory).directory().archives().resolve("entries")).isDirectory();
    }

    @Test
    void permissionsThatSomebodyChoseStay() throws Exception {
        Path directory = Files.createDirectory(temp.resolve("cache"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-x---"));
        assertThat(with(directory).store().list()).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwxr-x---");
    }

    @Test
    void partsHaveDirectoriesOfTheirOwn() {
        CacheDirectory parts = with(temp).directory();
        assertThat(new Path[] {parts.archives(), parts.shared(), parts.last(), parts.temporary(), parts.indexes()})
                .doesNotHaveDuplicates()
                .allSatisfy(part -> assertThat(part.getParent()).isEqualTo(temp));
    }

    @Test
    void aDirectoryThatCannotBeUsedIsToldWithTheWayOut() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "");
        Path archives = Files.createDirectory(temp.resolve("cache"));
        Files.writeString(archives.resolve("archives"), "");
        for (Path directory : new Path[] {file, file.resolve("below"), archives}) {
            assertThatThrownBy(() -> with(directory).store())
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("the cache cannot be used: ")
                    .hasMessageEndingWith("; name another directory with --cache-dir DIR");
        }
    }
}
