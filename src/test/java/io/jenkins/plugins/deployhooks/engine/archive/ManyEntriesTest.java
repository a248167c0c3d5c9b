package io.jenkins.plugins.deployhooks.engine.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.archive.pack.ArchiveWriter;
import io.jenkins.plugins.deployhooks.engine.archive.unpack.ArchiveReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trees with more in them than fits the buffers, in orders that keep buffers from going round. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("long")
class ManyEntriesTest {
    private static final int SMALL_FILES = 20;

    @TempDir
    private Path dir;

    private Path tree;

    private interface Between {
        void make(String name) throws IOException;
    }

    @Test
    void fewSmallFilesAmongLargeOnesComeBack() throws Exception {
        byte[] noise = new byte[400_000];
        new Random(1).nextBytes(noise);
        comesBack(name -> Files.write(tree.resolve(name), noise));
    }

    @Test
    void fewSmallFilesAmongManyLinksComeBack() throws Exception {
        comesBack(name -> {
            // each takes 5 KiB of the archive
            for (int i = 0; i < 80; i++) {
                Files.createSymbolicLink(tree.resolve(name + i), Path.of("nowhere".repeat(580)));
            }
        });
    }

    private void comesBack(Between between) throws Exception {
        tree = Files.createDirectory(dir.resolve("tree"));
        for (int i = 100; i < 100 + SMALL_FILES; i++) {
            Files.writeString(tree.resolve(i + "-a"), "small");
            between.make(i + "-b");
        }
        Path archive = dir.resolve("archive");
        ArchiveSummary summary =
                new ArchiveWriter(ArchiveFormat.TAR_ZST, Progress.NONE).write(tree, Selection.ALL, archive);
        new ArchiveReader(Limits.DEFAULT, Progress.NONE)
                .restore(archive, summary.file(), dir.resolve("out"), Selection.ALL);
        assertThat(Trees.contents(dir.resolve("out"))).isEqualTo(Trees.contents(tree));
    }
}
