package io.jenkins.plugins.deployhooks.agent.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.pack.ArchiveWriter;
import io.jenkins.plugins.deployhooks.engine.archive.unpack.ArchiveReader;
import io.jenkins.plugins.deployhooks.engine.cache.CachedArchives;
import io.jenkins.plugins.deployhooks.engine.cache.deployment.LocalPacking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is larger than the administrator allows is not kept. */
class LimitedPackingTest {
    @TempDir
    private Path dir;

    private Path tree;

    @BeforeEach
    void tree() throws IOException {
        tree = Files.createDirectory(dir.resolve("tree"));
        Files.writeString(tree.resolve("a"), "12345");
        Files.writeString(tree.resolve("b"), "67890");
    }

    private long pack(long entries, long bytes) throws Exception {
        Limits limits = new Limits(entries, bytes, Limits.DEFAULT.ratio(), Limits.DEFAULT.names());
        LocalPacking packing = new LocalPacking(
                new ArchiveWriter(ArchiveFormat.TAR_GZ, Progress.NONE), new ArchiveReader(limits, Progress.NONE));
        return new LimitedPacking(packing, limits)
                .pack(new CachedArchives.Place(tree, Selection.ALL), dir.resolve("archive-" + entries))
                .content()
                .entries();
    }

    @Test
    void anArchiveWithinTheLimitsIsKept() throws Exception {
        assertThat(pack(10, 10)).isGreaterThanOrEqualTo(2);
    }

    @Test
    void oneThatIsLargerIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> pack(1, 10))
                .hasMessageContaining("files, and the administrator allows 1; leave some out with cache: excludes");
        assertThatThrownBy(() -> pack(10, 9))
                .hasMessageContaining("has 10 bytes, and the administrator allows 9; leave some out");
    }
}
