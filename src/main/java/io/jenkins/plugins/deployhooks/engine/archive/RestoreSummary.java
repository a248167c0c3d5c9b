package io.jenkins.plugins.deployhooks.engine.archive;

import java.time.Duration;
import java.util.List;

/**
 * What was restored, or would have been.
 *
 * @param format the archive turned out to have
 * @param content what was in it
 * @param file the archive as a file
 * @param duration from the opening to the last rename
 * @param notes what is not as it was when it was archived, and why; for people, a sentence each
 */
public record RestoreSummary(
        ArchiveFormat format,
        ArchiveSummary.Content content,
        ArchiveSummary.ArchiveFile file,
        Duration duration,
        List<String> notes) {
    public RestoreSummary {
        notes = List.copyOf(notes);
    }
}
