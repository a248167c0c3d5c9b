package io.jenkins.plugins.deployhooks.engine.archive.pack;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Notes;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.file.FullDisk;
import io.jenkins.plugins.deployhooks.engine.archive.stream.Packer;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

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
        long start = System.nanoTime();
        Path tree = root.toRealPath();
        if (!Files.isDirectory(tree)) {
            throw new NotDirectoryException(root.toString());
        }
        Path file = archive.toAbsolutePath();
        Path parent =
                Objects.requireNonNull(file.getParent(), "an archive is a file").toRealPath();
        Path place = parent.resolve(Objects.requireNonNull(file.getFileName(), "an archive has a name"));
        Notes notes = new Notes();
        FileChannel channel = create(place);
        boolean complete = false;
        try (channel;
                Packer packer = Packer.of(format, channel);
                ReadAhead ahead = new ReadAhead(new TreeScan(tree, selection, place, notes), notes)) {
            PackRun run = new PackRun(ahead, packer, progress, notes);
            ArchiveSummary.ArchiveFile packed = run.pack();
            Duration duration = Duration.ofNanos(System.nanoTime() - start);
            ArchiveSummary summary = new ArchiveSummary(format, run.content(), packed, duration, notes.texts());
            complete = true;
            return summary;
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException().initCause(e);
        } catch (IOException e) {
            throw FullDisk.explained(e, "archiving " + root + " to " + archive);
        } finally {
            if (!complete) {
                Files.deleteIfExists(place);
            }
        }
    }

    private static FileChannel create(Path archive) throws IOException {
        Set<OpenOption> options = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        if (!archive.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return FileChannel.open(archive, options);
        }
        // what a file of the tree lets nobody else read is in here too
        Set<PosixFilePermission> mine = PosixFilePermissions.fromString("rw-------");
        return FileChannel.open(archive, options, PosixFilePermissions.asFileAttribute(mine));
    }
}
