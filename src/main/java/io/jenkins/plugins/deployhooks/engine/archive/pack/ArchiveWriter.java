package io.jenkins.plugins.deployhooks.engine.archive.pack;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Makes archives: the same tree gives the same bytes (S29), whatever the umask, the time zone, the user or the order of
 * files in directories. Safe for use by several threads.
 */
public final class ArchiveWriter {
    private final ArchiveFormat format;
    private final Progress progress;

    public ArchiveWriter(ArchiveFormat format, Progress progress) {
        this.format = format;
        this.progress = progress;
    }

    /**
     * Archives {@code selection} of the tree below {@code root} as the new file {@code archive}. The file is complete but
     * not yet forced to the disk when this returns; whoever gives it its final name does that.
     *
     * @param archive must not exist; may be below {@code root}, it does not archive itself
     * @throws IOException if {@code root} is no directory or the archive cannot be written, with the reason for people;
     *     the file is gone then, so that a full disk has its space back (S45)
     * @throws InterruptedException if the thread was interrupted; the file is gone then too
     */
    public ArchiveSummary write(Path root, Selection selection, Path archive) throws IOException, InterruptedException {
        throw new UnsupportedOperationException(format + " " + progress);
    }
}
