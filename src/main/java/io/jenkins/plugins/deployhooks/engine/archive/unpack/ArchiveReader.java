package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.RestoreSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Restores archives whole or not at all. Everything is unpacked and verified in a staging directory first; the target
 * changes only by renames, which are undone if one of them fails. Safe for use by several threads, one per target.
 */
public final class ArchiveReader {
    private final Limits limits;
    private final Progress progress;

    public ArchiveReader(Limits limits, Progress progress) {
        this.limits = limits;
        this.progress = progress;
    }

    /**
     * Restores {@code archive} into the directory {@code target}, which may exist. What the archive holds replaces what is
     * there: of each archived entry that has no archived entry above it, the whole; the rest of the target stays.
     *
     * @param expected size and digest the archive must have; null: not known
     * @param leftAlone what was archived: what it excludes (and {@code .git}) is never removed from the target
     * @throws ArchiveRefused if the archive is damaged, hostile, foreign or too large; the target is as before
     * @throws IOException if the archive cannot be read or the target not be written, with the reason for people; the
     *     target is as before
     * @throws InterruptedException if the thread was interrupted; the target is as before
     */
    public RestoreSummary restore(
            Path archive, @CheckForNull ArchiveSummary.ArchiveFile expected, Path target, Selection leftAlone)
            throws IOException, InterruptedException {
        throw new UnsupportedOperationException(limits + " " + progress);
    }

    /**
     * Reads {@code archive} from its first to its last byte as {@link #restore} would, and writes nothing.
     *
     * @param expected size and digest the archive must have; null: not known
     * @throws ArchiveRefused if {@link #restore} would refuse it
     * @throws IOException if it cannot be read
     * @throws InterruptedException if the thread was interrupted
     */
    public RestoreSummary check(Path archive, @CheckForNull ArchiveSummary.ArchiveFile expected)
            throws IOException, InterruptedException {
        throw new UnsupportedOperationException(limits + " " + progress);
    }
}
