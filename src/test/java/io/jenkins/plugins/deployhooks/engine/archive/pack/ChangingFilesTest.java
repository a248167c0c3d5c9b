package io.jenkins.plugins.deployhooks.engine.archive.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Notes;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.file.FileFacts;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryName;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryType;
import io.jenkins.plugins.deployhooks.engine.archive.tar.TarEntry;
import io.jenkins.plugins.deployhooks.engine.archive.unpack.ArchiveReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tree that changes while it is archived: the archive is right or there is none, and it is said. */
class ChangingFilesTest {
    private static final int LARGE = 5_000_000;

    @TempDir
    private Path dir;

    private final Notes notes = new Notes();

    private interface Change {
        void make(FileChannel file) throws IOException;
    }

    @Test
    void aLargeFileThatGrowsIsCutAndThatIsSaid() throws Exception {
        ArchiveSummary summary = archiveWhile(file -> file.write(ByteBuffer.allocate(100), LARGE));
        assertThat(summary.notes()).singleElement().asString().startsWith("large grew");
        new ArchiveReader(Limits.DEFAULT, Progress.NONE)
                .restore(dir.resolve("archive"), summary.file(), dir.resolve("out"), Selection.ALL);
        assertThat(dir.resolve("out/large")).hasSize(LARGE);
        assertThat(dir.resolve("out/next")).hasContent("after it");
    }

    @Test
    void aLargeFileThatShrinksEndsTheArchive() {
        assertThatThrownBy(() -> archiveWhile(file -> file.truncate(3_000_000)))
                .isInstanceOf(IOException.class)
                .hasMessage("large became shorter while it was archived");
        assertThat(dir.resolve("archive")).doesNotExist();
    }

    private ArchiveSummary archiveWhile(Change change) throws IOException, InterruptedException {
        Path tree = Files.createDirectories(dir.resolve("tree"));
        Path large = Files.write(tree.resolve("large"), new byte[LARGE]);
        Files.writeString(tree.resolve("next"), "after it");
        boolean[] done = {false};
        Progress between = (entries, bytes) -> {
            if (!done[0]) {
                done[0] = true;
                try (FileChannel file = FileChannel.open(large, StandardOpenOption.WRITE)) {
                    change.make(file);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        return new ArchiveWriter(ArchiveFormat.TAR_ZST, between).write(tree, Selection.ALL, dir.resolve("archive"));
    }

    @Test
    void aSmallFileIsAsItWasWhenItWasRead() throws Exception {
        for (String now : List.of("", "less", "just right", "very much more than before")) {
            Path file = Files.writeString(dir.resolve("small"), now);
            Batch batch = read(node(file, false));
            int size = Math.min(now.length(), 10);
            assertThat(batch.bytes()).isEqualTo(size);
            assertThat(batch.buffer().remaining()).isEqualTo(size == 0 ? 512 : 1024);
        }
        assertThat(notes.texts()).hasSize(3).allMatch(note -> note.startsWith("small changed"));
    }

    @Test
    void aFileThatVanishesIsLeftOutAndThatIsSaid() throws Exception {
        Path file = Files.writeString(dir.resolve("there"), "just right");
        Batch batch = read(node(dir.resolve("gone"), false), node(file, false));
        assertThat(batch.entries()).isEqualTo(1);
        assertThat(batch.buffer().remaining()).isEqualTo(1024);
        assertThat(notes.texts()).singleElement().asString().startsWith("gone vanished");
    }

    @Test
    void aFileThatVanishesWhileLinksToItFollowEndsTheArchive() {
        assertThatThrownBy(() -> read(node(dir.resolve("gone"), true)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("gone vanished");
    }

    @Test
    void aLargeFileThatVanishesIsLeftOutAndThatIsSaid() throws Exception {
        Path tree = Files.createDirectories(dir.resolve("tree"));
        Files.write(tree.resolve("a"), new byte[LARGE]);
        Path gone = Files.write(tree.resolve("b"), new byte[LARGE]);
        Files.writeString(tree.resolve("next"), "after it");
        Progress between = (entries, bytes) -> {
            try {
                Files.deleteIfExists(gone);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        };
        // the tree is scanned to its end before the first byte is packed: what it tells is in the queue
        ArchiveSummary summary =
                new ArchiveWriter(ArchiveFormat.TAR, between).write(tree, Selection.ALL, dir.resolve("archive"));
        new ArchiveReader(Limits.DEFAULT, Progress.NONE)
                .restore(dir.resolve("archive"), summary.file(), dir.resolve("out"), Selection.ALL);
        assertThat(dir.resolve("out/b")).doesNotExist();
        assertThat(dir.resolve("out/next")).hasContent("after it");
        assertThat(summary.content().entries()).isEqualTo(2);
        assertThat(summary.notes()).containsExactly("b vanished while it was archived and is left out.");
    }

    @Test
    void filesWithNamesElsewhereAreRememberedUpToALimit() {
        HardLinks links = new HardLinks(notes);
        int count = (int) (HardLinks.MOST_MEMORY / 200);
        String name = "name".repeat(25);
        int known = 0;
        for (int inode = 0; inode < count; inode++) {
            known += links.first(new FileFacts.Identity(1, inode, 2), EntryName.of(name + inode)) == null ? 0 : 1;
        }
        assertThat(known).isZero();
        assertThat(notes.texts()).singleElement().asString().contains("too many to remember");
        assertThat(links.first(new FileFacts.Identity(1, 0, 2), EntryName.of("other")))
                .isEqualTo(EntryName.of(name + "0"));
        assertThat(links.first(new FileFacts.Identity(1, count - 1, 2), EntryName.of("other")))
                .isNull();
    }

    @Test
    void filesThatAreForgottenLeaveRoomForOthers() {
        HardLinks links = new HardLinks(notes);
        int count = (int) (HardLinks.MOST_MEMORY / 100);
        EntryName first = EntryName.of("name".repeat(25));
        int known = 0;
        for (int inode = 0; inode < count; inode++) {
            FileFacts.Identity file = new FileFacts.Identity(1, inode, 2);
            known += links.first(file, first) == null ? 0 : 1;
            known += first.equals(links.first(file, EntryName.of("other"))) ? 1 : 0;
        }
        assertThat(known).isEqualTo(count);
        assertThat(notes.texts()).isEmpty();
    }

    @Test
    void aFileIsForgottenAfterItsLastName() {
        HardLinks links = new HardLinks(notes);
        FileFacts.Identity file = new FileFacts.Identity(1, 7, 3);
        assertThat(links.first(file, EntryName.of("a"))).isNull();
        assertThat(links.first(file, EntryName.of("b"))).isEqualTo(EntryName.of("a"));
        assertThat(links.first(file, EntryName.of("c"))).isEqualTo(EntryName.of("a"));
        // the number may belong to another file now
        assertThat(links.first(file, EntryName.of("d"))).isNull();
    }

    @Test
    void notesAreCountedWhenTheyAreTooMany() {
        for (int i = 0; i < 30; i++) {
            notes.add("note " + i);
        }
        assertThat(notes.texts()).hasSize(21).endsWith("And 10 more of the kind.");
    }

    private Batch read(Node... nodes) throws IOException {
        return new Batch(List.of(nodes), ByteBuffer.allocateDirect(8192), notes).read();
    }

    private static Node node(Path path, boolean otherNames) {
        EntryName name = EntryName.of(path.getFileName().toString());
        return new Node(new TarEntry(EntryType.FILE, name, 0644, 10, EntryName.NONE), path, otherNames);
    }
}
