package io.jenkins.plugins.deployhooks.engine.archive.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one look at a file tells. */
class FileFactsTest {
    @TempDir
    private Path dir;

    @Test
    void onlyAFileWithSeveralNamesHasToBeTold() throws IOException {
        Path one = Files.writeString(dir.resolve("one"), "12345");
        assertThat(FileFacts.of(one).identity()).isNull();
        assertThat(FileFacts.of(one).size()).isEqualTo(5);
        Path other = Files.createLink(dir.resolve("other"), one);
        FileFacts.Identity identity = FileFacts.of(one).identity();
        assertThat(identity).isNotNull().isEqualTo(FileFacts.of(other).identity());
        assertThat(identity.names()).isEqualTo(2);
        Path third = Files.writeString(dir.resolve("third"), "");
        Files.createLink(dir.resolve("fourth"), third);
        assertThat(FileFacts.of(third).identity()).isNotNull().isNotEqualTo(identity);
        // a directory has a name of itself in itself
        Files.createDirectories(dir.resolve("d/e"));
        assertThat(FileFacts.of(dir.resolve("d")).identity()).isNull();
    }

    @Test
    void aLinkIsLookedAtItself() throws IOException {
        Path link = Files.createSymbolicLink(dir.resolve("link"), Path.of("nowhere"));
        assertThat(FileFacts.of(link).kind()).isEqualTo(FileFacts.Kind.SYMBOLIC_LINK);
    }

    @Test
    void aSocketIsNoFile() throws IOException {
        Path path = dir.resolve("s");
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(path));
            assertThat(FileFacts.of(path).kind()).isEqualTo(FileFacts.Kind.OTHER);
        }
    }
}
