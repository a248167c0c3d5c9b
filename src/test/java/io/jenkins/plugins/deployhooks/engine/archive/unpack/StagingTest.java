package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Notes;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.Trees;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a target is prepared, and what is left there. */
class StagingTest {
    @TempDir
    private Path temporary;

    private Path dir;
    private Path target;
    private final Notes notes = new Notes();

    @BeforeEach
    void makeTarget() throws IOException {
        dir = temporary.toRealPath();
        target = Files.createDirectory(dir.resolve("target"));
    }

    @Test
    void targetsWithLongNamesThatBeginAlikeDoNotMeet() throws IOException {
        Path one = Files.createDirectory(dir.resolve("n".repeat(250) + "1"));
        Path two = Files.createDirectory(dir.resolve("n".repeat(250) + "2"));
        try (Staging first = Staging.of(one, notes);
                Staging second = Staging.of(two, notes)) {
            assertThat(first.prepared()).isNotEqualTo(second.prepared());
            assertThat(first.journal().getParent().getParent()).isEqualTo(dir);
        }
        assertThat(Files.list(dir)).hasSize(3);
    }

    @Test
    void itsNameIsThatOfTheTargetAsLongAsNamesMayBe() throws IOException {
        Path longest = Files.createDirectory(dir.resolve("n".repeat(240)));
        try (Staging staging = Staging.of(longest, notes)) {
            assertThat(staging.journal().getParent()).isEqualTo(dir.resolve("." + "n".repeat(240) + ".restoring"));
        }
        Path longer = Files.createDirectory(dir.resolve("n".repeat(241)));
        try (Staging staging = Staging.of(longer, notes)) {
            assertThat(staging.journal().getParent().getFileName().toString())
                    .matches("\\.n{230}-[0-9a-f]{1,8}\\.restoring");
        }
    }

    @Test
    void nobodyElseMayLookIntoIt() throws IOException {
        try (Staging staging = Staging.of(target, notes)) {
            Path place = staging.journal().getParent();
            assumeThat(place.getFileSystem().supportedFileAttributeViews()).contains("posix");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void whatIsInTheWayIsSaidAndStays() throws IOException {
        Path file = Files.writeString(dir.resolve(".target.restoring"), "somebody's");
        assertThatThrownBy(() -> Staging.of(target, notes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is in the way: the restore needs a directory there");
        assertThat(file).hasContent("somebody's");
        Files.delete(file);
        Staging.of(target, notes).close();
        assertThat(file).doesNotExist();
    }

    @Test
    void aDirectoryThatAnotherRestoreMakesAndRemovesIsNeverSaidToBeInTheWay() throws Exception {
        Path place = dir.resolve(".target.restoring");
        AtomicBoolean enough = new AtomicBoolean();
        Thread other = new Thread(() -> makeAndRemove(place, enough));
        other.start();
        try {
            for (int i = 0; i < 2_000; i++) {
                assertThat(fault(target))
                        .satisfiesAnyOf(
                                none -> assertThat(none).isEmpty(),
                                taken -> assertThat(taken).startsWith("Another restore into"));
            }
        } finally {
            enough.set(true);
            other.join();
        }
    }

    private String fault(Path of) {
        try {
            Staging.of(of, notes).close();
            return "";
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /** As restores in other processes do, at any moment. */
    private static void makeAndRemove(Path place, AtomicBoolean enough) {
        File directory = place.toFile();
        while (!enough.get()) {
            if (directory.mkdir()) {
                directory.delete();
            }
        }
    }

    @Test
    void aTargetThatIsADiskOfItsOwnIsPreparedInIt() throws IOException {
        Path disk = Path.of("/dev/shm");
        assumeThat(Files.isDirectory(disk)
                        && !Files.getAttribute(disk, "unix:dev")
                                .equals(Files.getAttribute(disk.getParent(), "unix:dev")))
                .isTrue();
        try (Staging staging = Staging.of(disk.toRealPath(), notes)) {
            assertThat(staging.prepared().getParent().getParent()).isEqualTo(disk.toRealPath());
        }
    }

    @Test
    void whatIsKeptGetsANumberOfItsOwn() throws IOException {
        Path kept = dir.resolve(".target.restoring");
        try (Staging staging = Staging.of(target, notes)) {
            for (String text : new String[] {"one", "two", "three"}) {
                staging.keep(Files.writeString(staging.replaced(), text), "was " + text);
            }
            Trees.write(staging.prepared().resolve("half"), "half");
        }
        assertThat(kept.resolve("kept-1")).hasContent("one");
        assertThat(kept.resolve("kept-2")).hasContent("two");
        assertThat(kept.resolve("kept-3")).hasContent("three");
        assertThat(Files.list(kept)).hasSize(3);
        assertThat(notes.texts())
                .hasSize(3)
                .first()
                .isEqualTo("Something that was replaced in " + target + " was one. It is left in "
                        + kept.resolve("kept-1") + ".");
    }

    @Test
    void whatIsOnAListStaysForTheNextRestore() throws IOException {
        try (Staging staging = Staging.of(target, notes)) {
            Trees.write(staging.journal(), "dist\0");
            Trees.write(staging.replaced().resolve("0"), "old");
        }
        try (Staging again = Staging.of(target, notes)) {
            assertThat(again.replaced().resolve("0")).hasContent("old");
            Files.delete(again.journal());
        }
        assertThat(Files.list(dir)).containsExactly(target);
    }

    @Test
    void aTargetThatIsAFileIsRefused() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "mine");
        Place place = new Place(Files.createDirectory(dir.resolve("place")));
        place.restore(new RawTar().file("top", "").bytes());
        assertThatThrownBy(() -> new ArchiveReader(Limits.DEFAULT, Progress.NONE)
                        .restore(place.archive(), null, file, Selection.ALL))
                .isInstanceOf(NotDirectoryException.class);
        assertThat(file).hasContent("mine");
    }
}
