package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Notes;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.RestoreSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.Trees;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Renames that fail are undone, at once or by the next restore that can. */
class UndoTest {
    @TempDir
    private Path temporary;

    private Path dir;
    private Path target;

    @BeforeEach
    void makeTarget() throws IOException {
        dir = temporary.toRealPath();
        target = dir.resolve("target");
        Trees.write(target.resolve("dist/old"), "old");
        Trees.write(target.resolve("packages/one/dist/old"), "old");
    }

    private Path stale(String name) {
        return dir.resolve(".target.restoring").resolve(name);
    }

    private RestoreSummary restore(byte[] archive, Selection leftAlone) throws IOException, InterruptedException {
        Path file = Files.write(dir.resolve("archive"), archive);
        return new ArchiveReader(Limits.DEFAULT, Progress.NONE).restore(file, null, target, leftAlone);
    }

    @Test
    void whatWasPutInPlaceBeforeARenameFailedIsTakenBack() throws Exception {
        var before = Trees.contents(target);
        try (Staging staging = Staging.of(target, new Notes())) {
            Files.createDirectories(staging.prepared());
            try (Journal journal = new Journal(staging.journal())) {
                for (String unit : List.of("a/b/one", "a/two", "dist", "is gone", "packages/one/dist")) {
                    if (!unit.equals("is gone")) {
                        Trees.write(staging.prepared().resolve(unit), unit);
                    }
                    journal.add(EntryName.of(unit));
                }
                assertThatThrownBy(() -> new Swap(staging).commit(journal)).isInstanceOf(NoSuchFileException.class);
            }
            assertThat(Trees.contents(target)).isEqualTo(before);
            assertThat(staging.prepared().resolve("a/b/one")).hasContent("a/b/one");
            assertThat(staging.journal()).doesNotExist();
        }
        assertThat(stale("")).doesNotExist();
    }

    @Test
    void whatCannotBePutBackIsSaidAndPutBackOnceItCanBe() throws Exception {
        var before = Trees.contents(target);
        Trees.write(stale("journal"), "packages/one/dist\0dist\0");
        Trees.write(stale("new/packages/one/dist"), "new");
        Trees.write(stale("new/dist"), "new");
        Files.createDirectories(stale("old"));
        Files.move(target.resolve("packages/one/dist"), stale("old/0"));
        Files.move(target.resolve("dist"), stale("old/1"));
        Path away = Files.move(target.resolve("packages"), dir.resolve("packages"));
        Files.writeString(target.resolve("packages"), "a file in the way");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> restore(new RawTar().file("top", "").bytes(), Selection.ALL))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("What a restore replaced in " + target + " cannot all be put back")
                    .hasMessageContaining(stale("old").toString());
            assertThat(stale("old/0/old")).hasContent("old");
            assertThat(target.resolve("dist/old")).hasContent("old");
        }
        Files.delete(target.resolve("packages"));
        Files.move(away, target.resolve("packages"));
        assertThatThrownBy(() -> restore("no archive".getBytes(), Selection.ALL))
                .isInstanceOf(IOException.class);
        assertThat(Trees.contents(target)).isEqualTo(before);
        assertThat(stale("")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\0\0\0\0", "./\0", "dist\0\0"})
    void aListThatLostItsContentsMovesNothingAway(String list) throws Exception {
        var before = Trees.contents(target);
        Trees.write(stale("journal"), list);
        Trees.write(stale("old/9"), "of a restore that was killed");
        RestoreSummary summary = restore(new RawTar().file("top", "").bytes(), Selection.ALL);
        Files.delete(target.resolve("top"));
        assertThat(Trees.contents(target)).isEqualTo(before);
        assertThat(summary.notes()).singleElement().asString().contains("no restore wrote", "kept-1");
        assertThat(stale("kept-1/9")).hasContent("of a restore that was killed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dis", "dist\0pack"})
    void whatAListThatLostItsEndDoesNotNameAnyMoreIsKept(String list) throws Exception {
        Trees.write(stale("journal"), list);
        Files.createDirectories(stale("old"));
        Files.move(target.resolve("dist"), stale("old/0"));
        Trees.write(stale("old/1/left"), "out");
        RestoreSummary summary = restore(new RawTar().file("top", "").bytes(), Selection.ALL);
        assertThat(summary.notes()).singleElement().asString().contains("is on no list any more", "kept-1");
        assertThat(stale("kept-1/1/left")).hasContent("out");
        assertThat(list.indexOf('\0') > 0 ? target.resolve("dist/old") : stale("kept-1/0/old"))
                .hasContent("old");
    }

    @Test
    void directoriesOnTheWayStayWhereSomebodyElseUsesThemNow() throws Exception {
        Trees.write(stale("journal"), "a/b/one\0a/\0a/b/\0z/\0");
        Trees.write(target.resolve("a/b/one"), "half");
        Trees.write(target.resolve("a/built"), "since then");
        Files.createDirectories(target.resolve("z"));
        Files.createDirectories(stale("new/a/b"));
        restore(new RawTar().file("top", "").bytes(), Selection.ALL);
        assertThat(target.resolve("a/built")).hasContent("since then");
        assertThat(target.resolve("a/b")).doesNotExist();
        assertThat(target.resolve("z")).doesNotExist();
        assertThat(stale("")).doesNotExist();
    }

    @Test
    void whatIsLeftOutIsNotPutBackThroughALink() throws Exception {
        Path outside = Files.createDirectory(dir.resolve("outside"));
        Trees.write(target.resolve("dist/logs/deep/run.log"), "mine");
        Trees.write(target.resolve("dist/run.log"), "mine too");
        RestoreSummary summary = restore(
                new RawTar()
                        .directory("dist")
                        .link('2', "dist/logs", outside.toString())
                        .bytes(),
                new Selection(List.of(), List.of("**/*.log"), false));
        assertThat(outside).isEmptyDirectory();
        assertThat(target.resolve("dist/logs")).isSymbolicLink();
        assertThat(target.resolve("dist/run.log")).hasContent("mine too");
        assertThat(target.resolve("dist/old")).doesNotExist();
        assertThat(summary.notes())
                .containsExactly("dist/logs/deep/run.log was no part of the archive, but something else is there in it"
                        + " now; it was removed.");
        assertThat(stale("")).doesNotExist();
    }
}
