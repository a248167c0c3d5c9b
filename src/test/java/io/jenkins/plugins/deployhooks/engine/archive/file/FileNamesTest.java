package io.jenkins.plugins.deployhooks.engine.archive.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that are no text, or look like others. */
class FileNamesTest {
    private static final String LATIN_1 = "caf\u00e9";

    @TempDir
    private Path dir;

    @ParameterizedTest
    @ValueSource(
            strings = {LATIN_1, LATIN_1 + "/deeper", "../" + LATIN_1, "/" + LATIN_1, "/a/" + LATIN_1 + "/b", "a\\b"})
    void theTargetOfALinkIsTheSameOnTheDisk(String target) throws IOException {
        EntryName before = EntryName.of(target.getBytes(StandardCharsets.ISO_8859_1));
        Path link = Files.createSymbolicLink(dir.resolve("link"), FileNames.target(before));
        assertThat(FileNames.link(Files.readSymbolicLink(link))).isEqualTo(before);
    }

    @Test
    void theTargetOfALinkIsTheSameWhereItLeadsToADirectory() throws IOException {
        Path there = Files.createDirectory(FileNames.resolve(dir, LATIN_1.getBytes(StandardCharsets.ISO_8859_1)));
        Path link = Files.createSymbolicLink(dir.resolve("link"), there);
        EntryName target = FileNames.link(Files.readSymbolicLink(link));
        assertThat(target.bytes()).startsWith('/').endsWith('f', 0xe9);
        assertThat(FileNames.target(target)).isEqualTo(there);
    }

    @Test
    void whatStandsForAByteThatIsNoTextIsANameToo() throws IOException {
        List<byte[]> names = List.of(
                "a\uFFFD".getBytes(StandardCharsets.UTF_8), new byte[] {'a', (byte) 0xff}, new byte[] {'a', (byte) 0xfe
                });
        for (byte[] name : names) {
            Files.createFile(FileNames.resolve(dir, name));
        }
        List<byte[]> found = new ArrayList<>();
        try (var files = Files.newDirectoryStream(dir)) {
            files.forEach(file -> found.add(FileNames.component(file)));
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void whatPeopleWriteIsRelativeAndNormal() {
        assertThat(FileNames.relative("//a/./b/../c/")).isEqualTo(Path.of("a/c"));
        assertThat(FileNames.relative("/")).isEqualTo(Path.of(""));
        assertThat(FileNames.relative("")).isEqualTo(Path.of(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "a\uFFFD\0b"})
    void noFileHasANulInItsName(String name) {
        assertThatThrownBy(() -> FileNames.relative(name)).isInstanceOf(InvalidPathException.class);
    }
}
