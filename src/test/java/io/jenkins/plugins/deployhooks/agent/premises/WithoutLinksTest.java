package io.jenkins.plugins.deployhooks.agent.premises;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wiped while somebody else is in it. */
class WithoutLinksTest {
    @TempDir
    Path temp;

    @Test
    @Requirement("S44")
    void whatVanishesMeanwhileKeepsNothingElseFromBeingDeleted() throws Exception {
        for (String name : new String[] {"all/a/1", "all/a/2", "all/b/1", "all/c"}) {
            Files.createDirectories(temp.resolve(name).getParent());
            Files.writeString(temp.resolve(name), "");
        }
        try (SecureDirectoryStream<Path> real = (SecureDirectoryStream<Path>) Files.newDirectoryStream(temp)) {
            WithoutLinks.delete(new Disturbed(real, this::vanish), Path.of("all"), 0);
        }
        assertThat(temp).isEmptyDirectory();
    }

    /** As a hook does that is being stopped still: deletes a file, or a directory with what is in it, before its turn. */
    private void vanish(Path name) {
        try {
            if (name.toString().equals("1")) {
                Files.deleteIfExists(temp.resolve("all/a/1"));
                Files.deleteIfExists(temp.resolve("all/b/1"));
            } else if (name.toString().equals("b") && Files.deleteIfExists(temp.resolve("all/b/1"))) {
                Files.deleteIfExists(temp.resolve("all/b"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A directory in which something happens before its files are looked at. */
    private record Disturbed(SecureDirectoryStream<Path> real, Consumer<Path> before)
            implements SecureDirectoryStream<Path> {
        @Override
        public SecureDirectoryStream<Path> newDirectoryStream(Path path, LinkOption... options) throws IOException {
            return new Disturbed(real.newDirectoryStream(path, options), before);
        }

        @Override
        public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
            before.accept(path);
            return real.getFileAttributeView(path, type, options);
        }

        @Override
        public <V extends FileAttributeView> V getFileAttributeView(Class<V> type) {
            return real.getFileAttributeView(type);
        }

        @Override
        public SeekableByteChannel newByteChannel(
                Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
            return real.newByteChannel(path, options, attributes);
        }

        @Override
        public void deleteFile(Path path) throws IOException {
            real.deleteFile(path);
        }

        @Override
        public void deleteDirectory(Path path) throws IOException {
            real.deleteDirectory(path);
        }

        @Override
        public void move(Path from, SecureDirectoryStream<Path> directory, Path to) throws IOException {
            real.move(from, directory, to);
        }

        @Override
        public Iterator<Path> iterator() {
            return real.iterator();
        }

        @Override
        public void close() throws IOException {
            real.close();
        }
    }
}
