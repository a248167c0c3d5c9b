package io.jenkins.plugins.deployhooks.engine.archive.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.archive.Notes;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.Trees;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a look through a tree finds, also while the tree changes. */
class TreeScanTest {
    @TempDir
    private Path dir;

    private Path tree;
    private final Notes notes = new Notes();
    private final List<String> found = new ArrayList<>();

    @BeforeEach
    void makeTree() throws IOException {
        tree = dir.toRealPath().resolve("tree");
        Trees.write(tree.resolve("a/file"), "1");
        Trees.write(tree.resolve("b"), "2");
        Trees.write(tree.resolve("c"), "3");
    }

    private void walk(Selection selection, TreeScan.Visitor then) throws IOException, InterruptedException {
        new TreeScan(tree, selection, dir.resolve("archive"), notes).walk(node -> {
            found.add(node.entry().name().toString());
            then.visit(node);
        });
    }

    @Test
    void aDirectoryThatVanishesIsSaid() throws Exception {
        walk(Selection.ALL, node -> {
            if (node.entry().name().toString().equals("a")) {
                Trees.remove(node.path());
            }
        });
        assertThat(found).containsExactly("a", "b", "c");
        assertThat(notes.texts()).containsExactly("a vanished while it was archived; what was in it is left out.");
    }

    @Test
    void aFileThatVanishesBeforeItIsLookedAtIsSaid() throws Exception {
        walk(Selection.ALL, node -> Files.deleteIfExists(tree.resolve("b")));
        assertThat(found).containsExactly("a", "a/file", "c");
        assertThat(notes.texts()).containsExactly("b vanished while it was archived and is left out.");
    }

    @Test
    void aLinkThatVanishesAfterItWasLookedAtIsSaidToo() throws Exception {
        Path link = Files.createSymbolicLink(tree.resolve("a/link"), Path.of("file"));
        Path away = dir.resolve("away");
        AtomicBoolean enough = new AtomicBoolean();
        Thread other = new Thread(() -> {
            while (!enough.get()) {
                link.toFile().renameTo(away.toFile());
                away.toFile().renameTo(link.toFile());
            }
        });
        other.start();
        try {
            for (int i = 0; i < 5_000; i++) {
                new TreeScan(tree, Selection.ALL, dir.resolve("archive"), notes).walk(node -> {});
            }
        } finally {
            enough.set(true);
            other.join();
        }
        assertThat(notes.texts()).contains("a/link vanished while it was archived and is left out.");
    }

    @Test
    void aSocketIsLeftOutAndThatIsSaid() throws Exception {
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(tree.resolve("bb")));
            walk(Selection.ALL, node -> {});
        }
        assertThat(found).containsExactly("a", "a/file", "b", "c");
        assertThat(notes.texts()).containsExactly("bb is a socket, a pipe or a device and was not archived.");
    }

    @Test
    void whatAKilledRestoreLeftIsNotArchived() throws Exception {
        Trees.write(tree.resolve(".deploy-hooks.restoring/new/half"), "half");
        Trees.write(tree.resolve("a/.deploy-hooks.restoring"), "of somebody else");
        walk(Selection.ALL, node -> {});
        assertThat(found).containsExactly("a", "a/.deploy-hooks.restoring", "a/file", "b", "c");
    }

    @Test
    void thePathsComeInOrderWhateverTheOrderOfTheSelection() throws Exception {
        walk(new Selection(List.of("c", "a/file", "b", "./a", "a/file"), List.of(), false), node -> {});
        assertThat(found).containsExactly("a", "a/file", "b", "c");
    }

    @Test
    void aPathThatIsExcludedIsNotArchivedThoughItIsSelected() throws Exception {
        walk(new Selection(List.of("b", "c"), List.of("b"), false), node -> {});
        assertThat(found).containsExactly("c");
    }

    @Test
    void aPathThatNoFileCanHaveIsAnError() {
        assertThatThrownBy(() -> walk(new Selection(List.of("b", "a\0b"), List.of(), false), node -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No file can have the name a\0b");
    }

    @Test
    void anInterruptEndsIt() {
        assertThatThrownBy(
                        () -> walk(Selection.ALL, node -> Thread.currentThread().interrupt()))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(found).hasSize(1);
    }

    @Test
    void aPathThatIsTooLongForARestoreIsSaid() throws Exception {
        Path top = Files.createDirectory(tree.resolve("d"));
        Path deep = top;
        while (deep.toString().length() < 3600) {
            deep = Files.createDirectory(deep.resolve("n".repeat(100)));
        }
        deep = Files.createDirectory(
                deep.resolve("n".repeat(3800 - deep.toString().length())));
        Files.createDirectory(deep.resolve("n".repeat(200)));
        // no program can make so long a path in one go
        Path longer = Files.move(top, tree.resolve("d".repeat(250)));
        try {
            assertThatThrownBy(() -> walk(Selection.ALL, node -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is longer than 4096 bytes");
        } finally {
            Files.move(longer, top);
        }
    }
}
