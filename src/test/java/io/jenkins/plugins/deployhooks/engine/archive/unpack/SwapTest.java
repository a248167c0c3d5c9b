package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Notes;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.RestoreSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How what was unpacked comes to where it belongs, over what is there. */
class SwapTest {
    @TempDir
    private Path dir;

    private Path target;

    @BeforeEach
    void makeTarget() throws IOException {
        target = dir.resolve("target");
        Trees.write(target.resolve(".git/HEAD"), "git");
        Trees.write(target.resolve("dist/old.js"), "old");
        Trees.write(target.resolve("dist/logs/run.log"), "log");
        Trees.write(target.resolve("packages/one/src"), "source");
        Trees.write(target.resolve("packages/one/dist/old"), "old");
        Trees.write(target.resolve("vendor/lib/.git"), "submodule");
        Trees.write(target.resolve("vendor/lib/old"), "old");
    }

    @Test
    void whatIsArchivedReplacesWhatIsThereAndTheRestStays() throws Exception {
        restore(new RawTar().directory("dist").file("dist/new.js", "new").file("top", "new"), Selection.ALL);
        assertThat(files())
                .containsExactly(
                        ".git/HEAD",
                        "dist/new.js",
                        "packages/one/dist/old",
                        "packages/one/src",
                        "top",
                        "vendor/lib/.git",
                        "vendor/lib/old");
        assertThat(Files.list(dir)).hasSize(2);
    }

    @Test
    void onlyTheSelectedPathIsReplacedAndNotWhatIsBesideIt() throws Exception {
        restore(new RawTar().directory("packages/one/dist").file("packages/one/dist/new", "new"), Selection.ALL);
        assertThat(files())
                .contains("packages/one/src", "packages/one/dist/new")
                .doesNotContain("packages/one/dist/old");
    }

    @Test
    void whatArchivesLeaveOutStaysInWhatIsReplaced() throws Exception {
        Selection selection = new Selection(List.of(), List.of("**/*.log"), false);
        RestoreSummary summary = restore(
                new RawTar()
                        .directory("dist")
                        .file("dist/new", "")
                        .directory("vendor")
                        .directory("vendor/lib"),
                selection);
        assertThat(files()).contains("dist/logs/run.log", "vendor/lib/.git", "dist/new");
        assertThat(files()).doesNotContain("dist/old.js", "vendor/lib/old");
        assertThat(summary.notes()).isEmpty();
    }

    @Test
    void whatHasNoPlaceAnyMoreIsSaid() throws Exception {
        Selection selection = new Selection(List.of(), List.of("**/*.log"), false);
        RestoreSummary summary = restore(new RawTar().directory("dist").file("dist/logs", "a file now"), selection);
        assertThat(summary.notes()).singleElement().asString().startsWith("dist/logs/run.log was no part");
        assertThat(target.resolve("dist/logs")).hasContent("a file now");
    }

    @Test
    void aDirectoryReplacesAFileAndAFileADirectory() throws Exception {
        restore(new RawTar().file("dist", "file").directory("packages").file("packages/one", "file"), Selection.ALL);
        assertThat(target.resolve("dist")).hasContent("file");
        assertThat(target.resolve("packages/one")).hasContent("file");
    }

    @Test
    void aTargetThatIsNotThereIsMade() throws Exception {
        Path fresh = dir.resolve("deep/er/fresh");
        Files.write(dir.resolve("archive"), new RawTar().file("a/b", "new").bytes());
        reader().restore(dir.resolve("archive"), null, fresh, Selection.ALL);
        assertThat(fresh.resolve("a/b")).hasContent("new");
        assertThat(Files.list(fresh.getParent())).containsExactly(fresh);
    }

    @Test
    void aTargetReachedThroughALinkIsTheDirectoryBehindIt() throws Exception {
        Path link = Files.createSymbolicLink(dir.resolve("link"), target);
        Files.write(dir.resolve("archive"), new RawTar().file("new", "new").bytes());
        reader().restore(dir.resolve("archive"), null, link, Selection.ALL);
        assertThat(target.resolve("new")).hasContent("new");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void whenOneRenameFailsAllAreUndone() throws Exception {
        Files.createSymbolicLink(target.resolve("zone"), Path.of("dist"));
        var before = Trees.contents(target);
        RawTar tar = new RawTar()
                .directory("dist")
                .file("dist/new", "")
                .file("newer/deep/file", "")
                .file("zone/x", "");
        assertThatThrownBy(() -> restore(tar, Selection.ALL))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("zone is in the way");
        assertThat(Trees.contents(target)).isEqualTo(before);
        assertThat(Files.list(dir).map(path -> path.getFileName().toString())).containsOnly("target", "archive");
    }

    @Test
    void anotherRestoreIntoTheSameTargetIsRefused() throws Exception {
        Staging other = Staging.of(target.toRealPath(), new Notes());
        assertThatThrownBy(() -> restore(new RawTar().file("new", ""), Selection.ALL))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Another restore into");
        other.close();
        restore(new RawTar().file("new", "new"), Selection.ALL);
        assertThat(target.resolve("new")).hasContent("new");
    }

    @Test
    void aRestoreThatWasKilledWhileItUnpackedLeavesNothing() throws Exception {
        Trees.write(stale("new/half"), "half");
        Trees.write(stale("lock"), "");
        restore(new RawTar().file("new", "new"), Selection.ALL);
        assertThat(stale("")).doesNotExist();
        assertThat(files()).contains("new", "dist/old.js").doesNotContain("half");
    }

    @Test
    void aRestoreThatWasKilledBetweenItsRenamesIsUndone() throws Exception {
        // "dist" is in place and "extra" new, "packages" only moved away, "vendor" not yet touched
        Trees.write(stale("journal"), "dist\0extra\0packages\0vendor\0");
        Files.createDirectories(stale("old"));
        Files.createDirectories(stale("new/packages"));
        Files.createDirectories(stale("new/vendor"));
        var before = Trees.contents(target);
        Files.move(target.resolve("dist"), stale("old/0"));
        Trees.write(target.resolve("dist/half"), "half");
        Trees.write(target.resolve("extra"), "half");
        Files.move(target.resolve("packages"), stale("old/2"));
        Files.write(dir.resolve("archive"), "no archive".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> reader().restore(dir.resolve("archive"), null, target, Selection.ALL))
                .isInstanceOf(IOException.class);
        assertThat(Trees.contents(target)).isEqualTo(before);
        assertThat(stale("")).doesNotExist();
    }

    @Test
    void aRestoreThatWasKilledAfterItsRenamesIsCompleted() throws Exception {
        Trees.write(stale("journal"), "dist\0");
        Trees.write(stale("committed"), "");
        Files.createDirectories(stale("old"));
        Files.move(target.resolve("dist"), stale("old/0"));
        Trees.write(target.resolve("dist/new"), "new");
        Selection selection = new Selection(List.of(), List.of("dist/logs"), false);
        restore(new RawTar().file("top", ""), selection);
        assertThat(files()).contains("dist/new", "dist/logs/run.log").doesNotContain("dist/old.js");
        assertThat(stale("")).doesNotExist();
    }

    @Test
    void aJournalThatSomebodyElseWroteLeadsNowhere() throws Exception {
        Trees.write(stale("journal"), "../outside\0");
        Trees.write(stale("old/0"), "evil");
        RestoreSummary summary = restore(new RawTar().file("top", ""), Selection.ALL);
        assertThat(dir.resolve("outside")).doesNotExist();
        assertThat(summary.notes()).singleElement().asString().contains("no restore wrote", "kept-1");
        assertThat(stale("kept-1/0")).hasContent("evil");
        assertThat(files()).contains("top", "dist/old.js");
    }

    @Test
    void readOnlyDirectoriesAreRestoredReplacedAndRemoved() throws Exception {
        Files.setAttribute(target.resolve("dist"), "unix:mode", 0555);
        Files.setAttribute(target.resolve("dist/logs"), "unix:mode", 0);
        restore(new RawTar().directory("dist").file("dist/new", ""), Selection.ALL);
        assertThat(files()).contains("dist/new").doesNotContain("dist/old.js");
    }

    @Test
    void aCheckReadsEverythingAndWritesNothing() throws Exception {
        Files.write(
                dir.resolve("archive"),
                new RawTar().directory("dist").file("dist/new", "12345").bytes());
        var before = Trees.contents(dir);
        RestoreSummary summary = reader().check(dir.resolve("archive"), null);
        assertThat(summary.content().entries()).isEqualTo(2);
        assertThat(summary.content().bytes()).isEqualTo(5);
        assertThat(reader().check(dir.resolve("archive"), summary.file()).file())
                .isEqualTo(summary.file());
        assertThat(Trees.contents(dir)).isEqualTo(before);
    }

    @Test
    void anInterruptedThreadChangesNothing() throws Exception {
        Files.write(dir.resolve("archive"), new RawTar().file("new", "12345").bytes());
        var before = Trees.contents(dir);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> reader().restore(dir.resolve("archive"), null, target, Selection.ALL))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> reader().check(dir.resolve("archive"), null)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(Trees.contents(dir)).isEqualTo(before);
    }

    private static ArchiveReader reader() {
        return new ArchiveReader(Limits.DEFAULT, Progress.NONE);
    }

    private Path stale(String name) {
        return dir.resolve(".target.restoring").resolve(name);
    }

    private RestoreSummary restore(RawTar tar, Selection selection) throws IOException, InterruptedException {
        Files.write(dir.resolve("archive"), tar.bytes());
        return reader().restore(dir.resolve("archive"), null, target, selection);
    }

    private List<String> files() throws IOException {
        try (var files = Files.walk(target)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> target.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
