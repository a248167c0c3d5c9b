package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Notes;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.RestoreSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.Trees;
import io.jenkins.plugins.deployhooks.engine.archive.file.FileFacts;
import io.jenkins.plugins.deployhooks.engine.archive.file.Modes;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryName;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryType;
import io.jenkins.plugins.deployhooks.engine.archive.tar.TarEntry;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a restore does when something is not as it should be: nothing is lost, and the next one works. */
class RecoveryTest {
    @TempDir
    private Path dir;

    private Path target;

    @BeforeEach
    void makeTarget() throws IOException {
        target = dir.resolve("target");
        Trees.write(target.resolve(".git/HEAD"), "mine");
        Trees.write(target.resolve("dist/old"), "old");
    }

    @Test
    void whatWasMadeAnewAfterAKilledRestoreStaysAndNothingIsLost() throws Exception {
        // killed when "dist" was moved away; then a build made it again
        Trees.write(stale("journal"), "dist\0");
        Trees.write(stale("new/dist/half"), "half");
        Files.createDirectories(stale("old"));
        Files.move(target.resolve("dist"), stale("old/0"));
        Trees.write(target.resolve("dist/built"), "built");
        RestoreSummary summary = restore(new RawTar().file("top", "new"), Selection.ALL);
        assertThat(target.resolve("dist/built")).hasContent("built");
        assertThat(target.resolve("top")).hasContent("new");
        assertThat(summary.notes()).singleElement().asString().contains("made anew", "kept-1");
        assertThat(stale("kept-1/old")).hasContent("old");
        restore(new RawTar().file("top", "newer"), Selection.ALL);
        assertThat(target.resolve("top")).hasContent("newer");
        assertThat(Files.list(stale(""))).containsExactly(stale("kept-1"));
    }

    @Test
    void directoriesThatAKilledRestoreMadeOnTheWayAreGone() throws Exception {
        var before = Trees.contents(target);
        Trees.write(stale("journal"), "a/b/one\0z/two\0a/\0a/b/\0z/\0");
        Trees.write(stale("new/z/two"), "half");
        Files.createDirectories(stale("new/a/b"));
        Trees.write(target.resolve("a/b/one"), "half");
        assertThatThrownBy(() -> restore("no archive".getBytes(), Selection.ALL))
                .isInstanceOf(ArchiveRefused.class);
        assertThat(Trees.contents(target)).isEqualTo(before);
        assertThat(stale("")).doesNotExist();
    }

    @Test
    void directoriesMadeOnTheWayAreOnTheListBeforeTheyAreMade() throws Exception {
        try (Staging staging = Staging.of(target.toRealPath(), new Notes())) {
            Files.createDirectories(staging.prepared());
            try (Journal journal = new Journal(staging.journal())) {
                for (String unit : List.of("a/b/one", "a/b/two", "dist/new", "z/three")) {
                    Trees.write(staging.prepared().resolve(unit), unit);
                    journal.add(EntryName.of(unit));
                }
                new Swap(staging).commit(journal);
            }
            assertThat(staging.journal()).hasContent("a/b/one\0a/b/two\0dist/new\0z/three\0a/\0a/b/\0z/\0");
            assertThat(target.resolve("z/three")).hasContent("z/three");
            staging.empty();
        }
    }

    @Test
    void anInterruptDoesNotEndAListHalfWay() throws Exception {
        Path list = dir.resolve("list");
        try (Journal journal = new Journal(list)) {
            for (int i = 0; i < 30_000; i++) {
                journal.add(EntryName.of("name" + i));
            }
            journal.complete();
        }
        List<Long> seen = new ArrayList<>();
        Thread.currentThread().interrupt();
        Journal.read(list, (index, name, made) -> {
            if (index % 100 == 0) {
                Thread.currentThread().interrupt();
            }
            seen.add(index);
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(seen).hasSize(30_000).last().isEqualTo(29_999L);
    }

    @Test
    void anExcludeThatIsNoPatternIsNoticedBeforeAnythingChanges() throws Exception {
        var before = Trees.contents(target);
        for (String pattern : List.of("a[", "a\0b")) {
            Selection selection = new Selection(List.of(), List.of(pattern), false);
            assertThatThrownBy(() -> restore(new RawTar().directory("dist"), selection))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("The exclude " + pattern);
            assertThat(Trees.contents(target)).isEqualTo(before);
        }
    }

    @Test
    void whatIsLeftOutStaysThoughTheArchiveHasItToo() throws Exception {
        RawTar tar = new RawTar().directory(".git").file(".git/HEAD", "theirs").file("top", "new");
        RestoreSummary summary = restore(tar, Selection.ALL);
        assertThat(target.resolve(".git/HEAD")).hasContent("mine");
        assertThat(target.resolve("top")).hasContent("new");
        assertThat(summary.notes()).singleElement().asString().startsWith(".git is left out of archives here");
        restore(tar, new Selection(List.of(".git", "top"), List.of(), false));
        assertThat(target.resolve(".git/HEAD")).hasContent("theirs");
    }

    @Test
    void aTargetMayHaveTheLongestName() throws Exception {
        for (String name : List.of("n".repeat(255), "é".repeat(127))) {
            Path long1 = Files.createDirectory(dir.resolve(name));
            Files.write(dir.resolve("archive"), new RawTar().file("top", "new").bytes());
            reader().restore(dir.resolve("archive"), null, long1, Selection.ALL);
            assertThat(long1.resolve("top")).hasContent("new");
        }
    }

    @Test
    void aDirectoryDoesNotGetABitFromTheOneItIsRestoredTo() throws Exception {
        Files.setAttribute(dir, "unix:mode", 02755);
        restore(new RawTar().directory("dist").directory("dist/deeper").directory("dist/deeper/still"), Selection.ALL);
        assertThat(FileFacts.of(target.resolve("dist/deeper/still")).mode()).isEqualTo(0750);
        assertThat(FileFacts.of(target.resolve("dist/deeper")).mode()).isEqualTo(0750);
    }

    @Test
    @Tag("long")
    void directoriesWithoutAnEntryAreCountedToo() throws Exception {
        RawTar tar = new RawTar();
        for (int i = 0; i < 300; i++) {
            String path = ("d" + i + "/").repeat(250) + "f";
            tar.entry('L', "long", "", path.getBytes()).file("f", "");
        }
        var before = Trees.contents(target);
        assertThatThrownBy(() -> restore(tar, Selection.ALL))
                .isInstanceOf(ArchiveRefused.class)
                .hasMessageContaining("too many directories");
        assertThat(Trees.contents(target)).isEqualTo(before);
        assertThat(stale("")).doesNotExist();
    }

    @Test
    void anErrorWhileAFileIsWrittenIsNotTakenForSuccess() throws Exception {
        Path broken = (Path) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Path.class}, (proxy, method, arguments) -> {
                    throw new StackOverflowError("while writing");
                });
        Modes modes = Modes.byCreating(dir.resolve("new"));
        TarEntry entry = new TarEntry(EntryType.FILE, EntryName.of("f"), 0644, 0, EntryName.NONE);
        try (FileWriters writers = new FileWriters(modes)) {
            writers.create(broken, entry, new ArrayList<>());
            assertThatThrownBy(writers::await).isInstanceOf(IOException.class).hasMessageContaining("while writing");
        }
    }

    private static ArchiveReader reader() {
        return new ArchiveReader(Limits.DEFAULT, Progress.NONE);
    }

    private Path stale(String name) {
        return dir.resolve(".target.restoring").resolve(name);
    }

    private RestoreSummary restore(RawTar tar, Selection selection) throws IOException, InterruptedException {
        return restore(tar.bytes(), selection);
    }

    private RestoreSummary restore(byte[] archive, Selection selection) throws IOException, InterruptedException {
        Files.write(dir.resolve("archive"), archive);
        return reader().restore(dir.resolve("archive"), null, target, selection);
    }
}
