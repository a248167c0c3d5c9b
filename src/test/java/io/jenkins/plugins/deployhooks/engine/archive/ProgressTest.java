package io.jenkins.plugins.deployhooks.engine.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.archive.pack.ArchiveWriter;
import io.jenkins.plugins.deployhooks.engine.archive.unpack.ArchiveReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What whoever waits for an archive hears, and is told at the end. */
class ProgressTest {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int FILES = 300;
    private static final int LARGE = 700_000;

    @TempDir
    private Path dir;

    private Path tree;
    private final List<ArchiveSummary.Content> heard = new ArrayList<>();

    @BeforeEach
    void makeTree() throws Exception {
        tree = Files.createDirectory(dir.resolve("tree"));
        Files.write(tree.resolve("large"), new byte[LARGE]);
        for (int i = 0; i < FILES; i++) {
            Files.writeString(tree.resolve("small" + i), "ten bytes!");
        }
    }

    private Progress progress() {
        heard.clear();
        return (entries, bytes) -> heard.add(new ArchiveSummary.Content(entries, bytes));
    }

    private void heardAll(ArchiveSummary.Content content, Duration duration) {
        assertThat(content).isEqualTo(new ArchiveSummary.Content(FILES + 1, LARGE + 10L * FILES));
        assertThat(heard).last().isEqualTo(content);
        assertThat(heard).hasSizeGreaterThan(2);
        for (int i = 1; i < heard.size(); i++) {
            assertThat(heard.get(i).entries())
                    .isGreaterThanOrEqualTo(heard.get(i - 1).entries());
            assertThat(heard.get(i).bytes())
                    .isGreaterThanOrEqualTo(heard.get(i - 1).bytes());
        }
        assertThat(duration).isBetween(Duration.ZERO, LONGEST);
    }

    @ParameterizedTest
    @EnumSource
    void itNeverGoesBackAndEndsWithTheWhole(ArchiveFormat format) throws Exception {
        Path archive = dir.resolve("archive");
        ArchiveSummary made = new ArchiveWriter(format, progress()).write(tree, Selection.ALL, archive);
        heardAll(made.content(), made.duration());
        assertThat(made.format()).isEqualTo(format);
        assertThat(made.file().bytes()).isEqualTo(Files.size(archive));

        RestoreSummary restored = new ArchiveReader(Limits.DEFAULT, progress())
                .restore(archive, made.file(), dir.resolve("out"), Selection.ALL);
        heardAll(restored.content(), restored.duration());
        assertThat(heard).as("after 128 entries each").hasSize(3);
        assertThat(restored.file()).isEqualTo(made.file());

        List<String> names = new ArrayList<>();
        RestoreSummary listed = new ArchiveReader(Limits.DEFAULT, progress())
                .list(archive, null, entry -> names.add(entry.name().toString()));
        heardAll(listed.content(), listed.duration());
        assertThat(heard).extracting(ArchiveSummary.Content::entries).containsExactly(128L, 256L, FILES + 1L);
        assertThat(names).hasSize(FILES + 1).startsWith("large", "small0", "small1", "small10");
    }

    @Test
    void aFormatIsKnownByItsExtension() {
        for (ArchiveFormat format : ArchiveFormat.values()) {
            assertThat(ArchiveFormat.of(format.extension())).isEqualTo(format);
        }
        assertThatThrownBy(() -> ArchiveFormat.of("zip"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no format of archives zip");
    }
}
