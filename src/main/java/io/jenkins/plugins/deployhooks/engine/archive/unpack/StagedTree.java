package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused.Reason;
import io.jenkins.plugins.deployhooks.engine.archive.Notes;
import io.jenkins.plugins.deployhooks.engine.archive.file.FileFacts;
import io.jenkins.plugins.deployhooks.engine.archive.file.FileNames;
import io.jenkins.plugins.deployhooks.engine.archive.file.Modes;
import io.jenkins.plugins.deployhooks.engine.archive.stream.ChunkReader;
import io.jenkins.plugins.deployhooks.engine.archive.stream.Slice;
import io.jenkins.plugins.deployhooks.engine.archive.tar.TarEntry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A new tree below a directory that was empty. Whatever is there already was in the same archive, and is refused. */
final class StagedTree implements Extraction.Sink, Closeable {
    /** Up to so many bytes a file is left to the writers; larger ones are written while they are read. */
    private static final int SMALL = 128 * 1024;

    private static final int OWNER = 0700;
    private static final int SET_ID = 06000;
    private static final int SPECIAL = 07000;

    private final Modes modes;
    private final Notes notes;
    private final DirectoryStack directories;
    private final FileWriters writers;
    private final Journal journal;
    /** Directories whose modes would be in the way of moving or filling them. */
    private final List<TarEntry> unfinished = new ArrayList<>();

    StagedTree(Path root, Modes modes, Journal journal, Notes notes) {
        this.modes = modes;
        this.journal = journal;
        this.notes = notes;
        this.directories = new DirectoryStack(root);
        this.writers = new FileWriters(modes);
    }

    /** Gives directories below {@code place}, where everything is now, the modes that were in the way until then. */
    void finish(Path place) {
        Collections.reverse(unfinished);
        for (TarEntry directory : unfinished) {
            try {
                modes.set(FileNames.resolveAll(place, directory.name()), directory.mode());
            } catch (IOException e) {
                notes.add(directory.name() + " cannot be given its mode: " + e);
            }
        }
    }

    /** Waits until everything is there. */
    void await() throws IOException, InterruptedException {
        writers.await();
    }

    @Override
    public void close() {
        writers.close();
    }

    @Override
    public void add(TarEntry entry) throws IOException, InterruptedException {
        try {
            switch (entry.type()) {
                case DIRECTORY -> directory(entry);
                case SYMBOLIC_LINK -> symbolicLink(entry);
                default -> hardLink(entry);
            }
        } catch (FileAlreadyExistsException e) {
            throw FileWriters.twice(entry, e);
        } catch (InvalidPathException e) {
            throw cannotBe(entry, e);
        }
    }

    @Override
    public void file(TarEntry entry, ChunkReader contents) throws IOException, InterruptedException {
        Path path = place(entry);
        if ((entry.mode() & SET_ID) != 0) {
            notes.add(entry.name() + " is restored without its set-user-id or set-group-id bit.");
        }
        if (entry.size() > SMALL) {
            large(entry, path, contents);
            return;
        }
        List<Slice> slices = new ArrayList<>(2);
        for (long left = entry.size(); left > 0; ) {
            Slice slice = Extraction.next(contents, left);
            left -= slice.bytes().remaining();
            slices.add(slice);
        }
        writers.create(path, entry, slices);
    }

    private void large(TarEntry entry, Path path, ChunkReader contents) throws IOException, InterruptedException {
        try (FileChannel channel = writers.open(path, entry)) {
            for (long left = entry.size(); left > 0; ) {
                Slice slice = Extraction.next(contents, left);
                left -= slice.bytes().remaining();
                while (slice.bytes().hasRemaining()) {
                    channel.write(slice.bytes());
                }
                slice.release();
            }
        }
    }

    private void directory(TarEntry entry) throws IOException {
        if (directories.isImplied(entry.name())) {
            unfinished.add(entry);
            return;
        }
        Path path = place(entry);
        int mode = entry.mode() | OWNER;
        Files.createDirectory(path, modes.creating(mode));
        modes.completeDirectory(path, mode);
        if (mode != entry.mode() || (mode & SPECIAL) != 0) {
            unfinished.add(entry);
        }
        directories.made(entry.name(), path);
    }

    private void symbolicLink(TarEntry entry) throws IOException {
        Path target = FileNames.target(entry.link());
        if (!FileNames.link(target).equals(entry.link())) {
            notes.add("The link " + entry.name() + " is restored with its target written as " + target + ".");
        }
        Files.createSymbolicLink(place(entry), target);
    }

    private void hardLink(TarEntry entry) throws IOException, InterruptedException {
        // the file may be on its way
        writers.await();
        Path path = place(entry);
        Path other = directories.find(entry.link());
        try {
            if (other == null || FileFacts.of(other).kind() == FileFacts.Kind.DIRECTORY) {
                throw noTarget(entry, null);
            }
            Files.createLink(path, other);
        } catch (NoSuchFileException e) {
            throw noTarget(entry, e);
        }
    }

    private Path place(TarEntry entry) throws IOException {
        try {
            DirectoryStack.Level parent = directories.parentOf(entry.name());
            if (!parent.replaced()) {
                journal.add(entry.name());
            }
            return FileNames.resolve(parent.path(), entry.name().component());
        } catch (InvalidPathException e) {
            throw cannotBe(entry, e);
        }
    }

    private static ArchiveRefused noTarget(TarEntry entry, IOException cause) {
        return new ArchiveRefused(
                Reason.HOSTILE,
                "the hard link " + entry.name() + " in it is to " + entry.link() + ", which is no file in it",
                cause);
    }

    private static ArchiveRefused cannotBe(TarEntry entry, InvalidPathException cause) {
        return new ArchiveRefused(Reason.FOREIGN, "no file here can have the name " + entry.name() + " in it", cause);
    }
}
