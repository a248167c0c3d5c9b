package io.jenkins.plugins.deployhooks.agent.archive;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.report.PlainLine;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What an agent says that it has done.
 *
 * @param archive the archive that was unpacked or stored; null: none
 * @param notes for people
 * @param failure why it could not be done; null: it was
 */
public record ArchiveDone(
        @CheckForNull Size archive,
        ArrayList<String> notes,
        @CheckForNull String failure) implements Serializable {
    private static final int MOST_NOTES = 200;
    private static final int LONGEST_NOTE = 4000;

    /**
     * The size of an archive.
     *
     * @param bytes as a file
     * @param files files, directories and links in it
     */
    public record Size(long bytes, long files) implements Serializable {}

    static ArchiveDone of(Archives.Work work) {
        Archives.Archived archive = work.archive();
        Size size = archive == null ? null : new Size(archive.bytes(), archive.files());
        return new ArchiveDone(size, new ArrayList<>(work.notes()), null);
    }

    static ArchiveDone failed(String reason) {
        return new ArchiveDone(null, new ArrayList<>(), reason);
    }

    /**
     * What was done, in lines that are fit for logs and pages whatever the agent said.
     *
     * @param key of the archive
     * @throws IOException with the reason, if it could not be done
     */
    public Archives.Work work(String key) throws IOException {
        if (failure != null) {
            throw new IOException(line(failure));
        }
        List<String> lines = notes == null
                ? List.of()
                : notes.stream().limit(MOST_NOTES).map(ArchiveDone::line).toList();
        Archives.Archived archived = archive == null
                ? null
                : new Archives.Archived(key, Math.max(0, archive.bytes()), Math.max(0, archive.files()));
        return new Archives.Work(archived, lines);
    }

    /** {@code text} of an agent as one line. */
    static String line(@CheckForNull String text) {
        return PlainLine.of(text, LONGEST_NOTE);
    }
}
