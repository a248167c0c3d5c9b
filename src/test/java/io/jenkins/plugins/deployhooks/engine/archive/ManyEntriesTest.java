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
    @Tag("long")
    void fewSmallFilesAmongManyLinksComeBack() throws Exception {
        comesBack(name -> {
            // each takes 5 KiB of the archive
            for (int i = 0; i < 80; i++) {
                Files.createSymbolicLink(tree.resolve(name + i), Path.of("nowhere".repeat(580)));
            }
        });
    }

    @Test
    void moreSmallFilesThanAllBuffersHoldComeBack() throws Exception {
        byte[] noise = new byte[110_000];
        new Random(2).nextBytes(noise);
        tree = Files.createDirectory(dir.resolve("tree"));
        for (int i = 0; i < 115; i++) {
            noise[i] = 0;
            Files.write(tree.resolve("f" + i), noise);
        }
        // gzip is so slow that the readers are always ahead of it
        comesBack(ArchiveFormat.TAR_GZ);
    }

    private void comesBack(Between between) throws Exception {
        tree = Files.createDirectory(dir.resolve("tree"));
        for (int i = 100; i < 100 + SMALL_FILES; i++) {
            Files.writeString(tree.resolve(i + "-a"), "small");
            between.make(i + "-b");
        }
        comesBack(ArchiveFormat.TAR_ZST);
    }

    private void comesBack(ArchiveFormat format) throws IOException, InterruptedException {
        Path archive = dir.resolve("archive");
        ArchiveSummary summary = new ArchiveWriter(format, Progress.NONE).write(tree, Selection.ALL, archive);
        new ArchiveReader(Limits.DEFAULT, Progress.NONE)
                .restore(archive, summary.file(), dir.resolve("out"), Selection.ALL);
        assertThat(Trees.contents(dir.resolve("out"))).isEqualTo(Trees.contents(tree));
        noThreadIsLeft();
    }

    /** A thread that was told to end and waited for may need a moment more. */
    private static void noThreadIsLeft() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("deploy-hooks archive")) {
                thread.join(10_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }
}
