package io.jenkins.plugins.deployhooks.engine.archive;

import java.time.Duration;
import java.util.List;

/**
 * What was archived.
 *
 * @param format of the archive
 * @param content what is in it
 * @param file the archive as a file
 * @param duration from the first look at the tree to the last byte written
 * @param notes what is not in the archive, or not as it was, and why; for people, a sentence each
 */
public record ArchiveSummary(
        ArchiveFormat format, Content content, ArchiveFile file, Duration duration, List<String> notes) {
    public ArchiveSummary {
        notes = List.copyOf(notes);
    }

    /**
     * What an archive holds.
     *
     * @param entries files, directories and links
     * @param bytes of the contents of files, before compression
     */
    public record Content(long entries, long bytes) {}

    /**
     * An archive as a file.
     *
     * @param bytes its size
     * @param digest of its bytes: {@code sha256:} and 64 lower-case hexadecimal digits
     */
    public record ArchiveFile(long bytes, String digest) {}
}
