package io.jenkins.plugins.deployhooks.engine.archive.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.Trees;
import io.jenkins.plugins.deployhooks.engine.archive.unpack.ArchiveReader;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a tree is archived. */
class SelectionTest {
    @TempDir
    private Path dir;

    private Path tree;
    private List<String> notes;

    @BeforeEach
    void makeTree() throws IOException {
        tree = dir.resolve("tree");
        for (String file : List.of(
                ".git/HEAD",
                "module/.git",
                "module/src/a.c",
                "module/a.log",
                "dist/app.js",
                "dist/app.js.map",
                "distant/x",
                "top.log",
                "packages/one/dist/1",
                "packages/one/src/1",
                "packages/two/dist/2")) {
            Trees.write(tree.resolve(file), file);
        }
    }

    @Requirement("D10b")
    @Test
    void gitIsNotArchivedUnlessAskedFor() throws Exception {
        assertThat(archived(Selection.ALL)).contains("module/src/a.c").doesNotContain(".git/HEAD", "module/.git");
        assertThat(archived(new Selection(List.of(), List.of(), true))).contains(".git/HEAD", "module/.git");
        assertThat(archived(new Selection(List.of(".git"), List.of(), false))).containsExactly(".git/HEAD");
    }

    @Requirement("D2")
    @Test
    void excludesAreLeftOutWithAllBelow() throws Exception {
        assertThat(archived(without("packages", "./dist/app.js.map", "/distant/")))
                .containsExactly("dist/app.js", "module/a.log", "module/src/a.c", "top.log");
    }

    @Requirement("D2")
    @Test
    void aGlobAnywhereMatchesAtTheRootToo() throws Exception {
        assertThat(archived(without("**/*.log", "**/dist", "module/**", "dis{x,tant}")))
                .containsExactly("packages/one/src/1");
    }

    @Requirement("D3")
    @Test
    void onlyTheseAreArchived() throws Exception {
        assertThat(archived(only("dist", "/packages/one/dist", "dist/app.js")))
                .containsExactly("dist/app.js", "dist/app.js.map", "packages/one/dist/1");
        assertThat(notes).isEmpty();
        assertThat(archived(only("dist", "."))).hasSize(9);
        assertThat(archived(only("dist").without(List.of("dist/*.map")))).containsExactly("dist/app.js");
        assertThat(Selection.ALL.plus(List.of("dist"))).isEqualTo(Selection.ALL);
        assertThat(archived(only("dist").plus(List.of("top.log"))))
                .contains("top.log")
                .hasSize(3);
    }

    @Requirement("D3")
    @Test
    void whatCannotBeArchivedIsSaid() throws Exception {
        Files.createSymbolicLink(tree.resolve("elsewhere"), Path.of("packages"));
        assertThat(archived(only("missing", "../dir", "elsewhere/one", "top.log")))
                .containsExactly("top.log");
        assertThat(notes).hasSize(3);
        assertThat(notes.get(0)).isEqualTo("missing does not exist and was not archived.");
        assertThat(notes.get(1)).contains("outside");
        assertThat(notes.get(2)).contains("through elsewhere");
    }

    @Test
    void anArchiveInTheTreeIsNotInItself() throws Exception {
        Path archive = tree.resolve("archive.tar");
        write(Selection.ALL, archive);
        new ArchiveReader(Limits.DEFAULT, Progress.NONE).restore(archive, null, dir.resolve("out"), Selection.ALL);
        assertThat(dir.resolve("out/archive.tar")).doesNotExist();
    }

    @Test
    void nobodyElseMayReadAnArchiveThatIsMade() throws Exception {
        Path archive = dir.resolve("archive");
        assumeThat(archive.getFileSystem().supportedFileAttributeViews()).contains("posix");
        write(Selection.ALL, archive);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
                .isEqualTo("rw-------");
    }

    @Test
    void whatIsThereIsNotOverwritten() throws Exception {
        Path archive = Files.writeString(dir.resolve("archive"), "precious");
        assertThatThrownBy(() -> write(Selection.ALL, archive)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(archive).hasContent("precious");
    }

    @Test
    void whatIsNoDirectoryIsNotArchived() {
        assertThatThrownBy(() -> new ArchiveWriter(ArchiveFormat.TAR, Progress.NONE)
                        .write(tree.resolve("top.log"), Selection.ALL, dir.resolve("archive")))
                .isInstanceOf(IOException.class);
        assertThat(dir.resolve("archive")).doesNotExist();
    }

    @Test
    void anInterruptedThreadLeavesNoArchive() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> write(Selection.ALL, dir.resolve("archive"))).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(dir.resolve("archive")).doesNotExist();
    }

    private static Selection without(String... excludes) {
        return new Selection(List.of(), List.of(excludes), false);
    }

    private static Selection only(String... paths) {
        return new Selection(List.of(paths), List.of(), false);
    }

    private ArchiveSummary write(Selection selection, Path archive) throws IOException, InterruptedException {
        return new ArchiveWriter(ArchiveFormat.TAR, Progress.NONE).write(tree, selection, archive);
    }

    /** The files that are in an archive of the tree. */
    private List<String> archived(Selection selection) throws Exception {
        Path archive = dir.resolve("archive");
        Path out = dir.resolve("out");
        Files.deleteIfExists(archive);
        Trees.remove(out);
        notes = write(selection, archive).notes();
        new ArchiveReader(Limits.DEFAULT, Progress.NONE).restore(archive, null, out, Selection.ALL);
        try (var files = Files.walk(out)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> out.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
