package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.RestoreSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.Trees;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A target with something in it, something beside it, and archives that are restored into it. */
final class Place {
    private final Path dir;
    private final Path target;
    private final Path archive;

    Place(Path dir) throws IOException {
        this.dir = dir;
        this.target = Files.createDirectory(dir.resolve("target"));
        this.archive = dir.resolve("archive");
        Trees.write(target.resolve("kept/file"), "kept");
        Trees.write(target.resolve("a/old"), "old");
        Trees.write(dir.resolve("outside/secret"), "secret");
        Files.createSymbolicLink(target.resolve("away"), Path.of("../outside"));
    }

    Path target() {
        return target;
    }

    Path archive() {
        return archive;
    }

    RestoreSummary restore(byte[] bytes) throws IOException, InterruptedException {
        return restore(bytes, null, Limits.DEFAULT);
    }

    RestoreSummary restore(byte[] bytes, ArchiveSummary.ArchiveFile expected, Limits limits)
            throws IOException, InterruptedException {
        Files.write(archive, bytes);
        return new ArchiveReader(limits, Progress.NONE).restore(archive, expected, target, Selection.ALL);
    }

    /** Restores what must be refused, and looks that nothing at all changed. */
    ArchiveRefused refusal(byte[] bytes) throws IOException {
        return refusal(bytes, null, Limits.DEFAULT);
    }

    ArchiveRefused refusal(byte[] bytes, ArchiveSummary.ArchiveFile expected, Limits limits) throws IOException {
        Files.write(archive, bytes);
        Map<EntryName, String> before = Trees.contents(dir);
        Throwable thrown = catchThrowable(() -> restore(bytes, expected, limits));
        assertThat(thrown).isInstanceOf(ArchiveRefused.class);
        assertThat(thrown.getMessage()).isNotBlank();
        assertThat(Trees.contents(dir)).isEqualTo(before);
        return (ArchiveRefused) thrown;
    }
}
