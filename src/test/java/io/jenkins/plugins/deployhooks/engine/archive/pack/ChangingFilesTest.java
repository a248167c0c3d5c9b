package io.jenkins.plugins.deployhooks.engine.archive.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Notes;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
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
