package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.archive.RestoreSummary;
import io.jenkins.plugins.deployhooks.engine.archive.file.FileFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of other programs: harmless, but not as ours are. */
class DisorderTest {
    @TempDir
    private Path dir;

    private Place place;

    @BeforeEach
    void makePlace() throws Exception {
        place = new Place(dir);
    }

    private Path there(String name) {
        return place.target().resolve(name);
    }

    @Test
    void entriesMayComeInAnyOrder() throws Exception {
        RestoreSummary summary = place.restore(new RawTar()
                .directory("d")
                .file("i/x", "1")
                .file("d/x", "2")
                .file("a/new", "3")
                .directory("d/sub")
                .file("i/deep/er/x", "4")
                .file("d/sub/deep/er/x", "5")
                .file("top", "6")
                .file("i/deep/er/y", "7")
                .file("d/sub/deep/y", "8")
                .directory("i/deep/late")
                .file("i/y", "9")
                .file("i/deep/late/x", "10")
                .bytes());
        String[] names = {
            "i/x",
            "d/x",
            "a/new",
            "i/deep/er/x",
            "d/sub/deep/er/x",
            "top",
            "i/deep/er/y",
            "d/sub/deep/y",
            "i/y",
            "i/deep/late/x"
        };
        for (int i = 0; i < names.length; i++) {
            assertThat(there(names[i])).hasContent(String.valueOf(i + 1));
        }
        assertThat(there("a/old")).hasContent("old");
        assertThat(summary.content().entries()).isEqualTo(13);
        assertThat(summary.notes()).isEmpty();
    }

    @Test
    void aDirectoryMayComeAfterWhatIsInIt() throws Exception {
        place.restore(new RawTar().file("i/x", "1").directory("i").bytes());
        // as its header says
        assertThat(FileFacts.of(there("i")).mode()).isEqualTo(0750);
        Files.setAttribute(there("i"), "unix:mode", 0755);
        assertThat(there("i/x")).hasContent("1");
    }

    @Test
    void theRootMayBeAnEntryAndIsNotCounted() throws Exception {
        int mode = FileFacts.of(place.target()).mode();
        RestoreSummary summary = place.restore(new RawTar()
                .directory(".")
                .file("./top", "1")
                .file("././x", "2")
                .bytes());
        assertThat(there("top")).hasContent("1");
        assertThat(there("x")).hasContent("2");
        assertThat(there("kept/file")).hasContent("kept");
        assertThat(FileFacts.of(place.target()).mode()).isEqualTo(mode);
        assertThat(summary.content().entries()).isEqualTo(2);
    }

    @Test
    void namesMayBeginWithDots() throws Exception {
        String[] names = {".h", "a:b", "..dots", "a/...", ".d/x", "...", "./.a./b.", "x.", "..d/..x"};
        RawTar tar = new RawTar();
        for (String name : names) {
            tar.file(name, name);
        }
        place.restore(tar.directory("...d").directory("./.e").bytes());
        for (String name : names) {
            assertThat(there(name)).hasContent(name);
        }
        assertThat(there("...d")).isDirectory();
        assertThat(there(".e")).isDirectory();
    }

    @Test
    void aHardLinkMayBeToAFileAnywhereInTheArchive() throws Exception {
        place.restore(new RawTar()
                .file("top", "1")
                .file("i/deep/er/x", "2")
                .directory("d")
                .link('1', "d/h1", "./top")
                .link('1', "i/h2", "i/deep/er/x")
                .link('1', "h3", "d/h1")
                .bytes());
        assertThat(Files.isSameFile(there("d/h1"), there("top"))).isTrue();
        assertThat(Files.isSameFile(there("h3"), there("top"))).isTrue();
        assertThat(Files.isSameFile(there("i/h2"), there("i/deep/er/x"))).isTrue();
        assertThat(there("i/h2")).hasContent("2");
    }

    @Test
    void aLinkThatCannotBeWrittenAsItIsIsSaid() throws Exception {
        RestoreSummary summary = place.restore(
                new RawTar().link('2', "l", "d//e/").link('2', "m", "d/e").bytes());
        assertThat(Files.readSymbolicLink(there("l"))).isEqualTo(Path.of("d/e"));
        assertThat(summary.notes()).containsExactly("The link l is restored with its target written as d/e.");
    }
}
