package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Notes;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.RestoreSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.file.FullDisk;
import io.jenkins.plugins.deployhooks.engine.archive.file.Modes;
import io.jenkins.plugins.deployhooks.engine.archive.file.Removal;
import io.jenkins.plugins.deployhooks.engine.archive.stream.ChunkReader;
import io.jenkins.plugins.deployhooks.engine.archive.stream.Unpacker;
import io.jenkins.plugins.deployhooks.engine.archive.tar.TarEntry;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Restores archives whole or not at all. Everything is unpacked and verified in a staging directory first; the target
 * changes only by renames, which are undone if one of them fails. Safe for use by several threads, one per target.
 */
public final class ArchiveReader {
    private final Limits limits;
    private final Progress progress;

    /**
     * Where the bytes of an archive come from: a file, or one that is still being written.
     *
     * @param name in messages
     * @param opening opens it
     */
    public record Source(String name, Opening opening) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Opens an archive. */
    @FunctionalInterface
    public interface Opening {
        /**
         * Opens it at its start; whoever opens it closes it. Reading may wait for bytes that are still to come, until the
         * thread is interrupted.
         *
         * @throws IOException if it cannot be opened
         */
        ReadableByteChannel open() throws IOException;
    }

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
        return restore(of(archive), expected, target, leftAlone);
    }

    /**
     * The same as {@link #restore(Path, ArchiveSummary.ArchiveFile, Path, Selection)} from any source.
     */
    public RestoreSummary restore(
            Source archive, @CheckForNull ArchiveSummary.ArchiveFile expected, Path target, Selection leftAlone)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        Path place = placeOf(target);
        Notes notes = new Notes();
        Leftovers leftovers = new Leftovers(place, leftAlone, notes);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try (Staging staging = Staging.of(place, notes)) {
            Swap swap = new Swap(staging);
            recover(staging, swap, leftovers);
            Modes modes = Modes.byCreating(staging.prepared());
            try (Journal journal = new Journal(staging.journal());
                    StagedTree tree = new StagedTree(staging.prepared(), modes, journal, notes)) {
                Read read = read(archive, expected, tree);
                tree.await();
                swap.commit(journal);
                // what goes wrong from here on is no failure: everything is in place
                if (swap.isBegun()) {
                    leftovers.sort(swap, staging);
                }
                tree.finish(place);
                staging.empty();
                return read.summary(start, notes);
            }
        } catch (ClosedByInterruptException e) {
            throw interrupted(e);
        } catch (IOException e) {
            throw FullDisk.explained(e, "restoring " + archive + " to " + target);
        }
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
        return list(archive, expected, entry -> {});
    }

    /**
     * Reads {@code archive} as {@link #check} does, and tells what is in it.
     *
     * @param each hears of each entry as it is read; before the end nobody knows whether the archive is sound
     * @throws ArchiveRefused as {@link #check}
     * @throws IOException as {@link #check}
     * @throws InterruptedException as {@link #check}
     */
    public RestoreSummary list(Path archive, @CheckForNull ArchiveSummary.ArchiveFile expected, Consumer<TarEntry> each)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        try {
            return read(of(archive), expected, Extraction.Sink.telling(each)).summary(start, new Notes());
        } catch (ClosedByInterruptException e) {
            throw interrupted(e);
        }
    }

    private record Read(ArchiveFormat format, ArchiveSummary.Content content, ArchiveSummary.ArchiveFile file) {
        RestoreSummary summary(long start, Notes notes) {
            return new RestoreSummary(
                    format, content, file, Duration.ofNanos(System.nanoTime() - start), notes.texts());
        }
    }

    private static Source of(Path archive) {
        return new Source(archive.toString(), () -> FileChannel.open(archive, StandardOpenOption.READ));
    }

    private Read read(Source archive, @CheckForNull ArchiveSummary.ArchiveFile expected, Extraction.Sink sink)
            throws IOException, InterruptedException {
        try (ReadableByteChannel channel = archive.opening().open()) {
            if (expected != null && channel instanceof FileChannel file && file.size() != expected.bytes()) {
                throw new ArchiveRefused(
                        ArchiveRefused.Reason.DAMAGED,
                        "it has " + file.size() + " bytes instead of " + expected.bytes());
            }
            EntryRules rules = new EntryRules(limits);
            try (Unpacker unpacker = Unpacker.open(channel);
                    ChunkReader chunks = new ChunkReader(unpacker, limits.ratio())) {
                new Extraction(chunks, rules, progress).run(sink);
                if (expected != null && !chunks.end().equals(expected)) {
                    throw new ArchiveRefused(
                            ArchiveRefused.Reason.DAMAGED, "its digest is not the one it was made with");
                }
                return new Read(unpacker.format(), rules.content(), chunks.end());
            }
        }
    }

    /** Undoes or completes what a restore that was killed had begun. */
    private static void recover(Staging staging, Swap swap, Leftovers leftovers) throws IOException {
        try {
            if (swap.isCommitted() && swap.isBegun()) {
                leftovers.sort(swap, staging);
            } else if (swap.isBegun()) {
                swap.undo();
                if (Removal.isThere(staging.replaced()) && !isEmpty(staging.replaced())) {
                    // With the power the end of a list may be lost, and all that was put aside by it with the staging
                    // place.
                    staging.keep(staging.replaced(), "is on no list any more");
                }
            }
        } catch (ArchiveRefused e) {
            if (Removal.isThere(staging.replaced())) {
                staging.keep(staging.replaced(), "is on a list that no restore wrote: " + e.getMessage());
            }
        }
        staging.empty();
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            return !files.iterator().hasNext();
        }
    }

    /** The target with no link in its path; the directories above it are made. */
    private static Path placeOf(Path target) throws IOException {
        Path absolute = target.toAbsolutePath().normalize();
        if (Files.exists(absolute)) {
            Path place = absolute.toRealPath();
            if (!Files.isDirectory(place)) {
                throw new NotDirectoryException(target.toString());
            }
            return place;
        }
        Path parent = Objects.requireNonNull(absolute.getParent(), "a root exists");
        Files.createDirectories(parent);
        return parent.toRealPath().resolve(Objects.requireNonNull(absolute.getFileName(), "it has a parent"));
    }

    private static InterruptedException interrupted(ClosedByInterruptException cause) {
        Thread.interrupted();
        return (InterruptedException) new InterruptedException().initCause(cause);
    }
}
