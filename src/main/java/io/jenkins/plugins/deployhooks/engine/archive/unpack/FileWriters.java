package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused.Reason;
import io.jenkins.plugins.deployhooks.engine.archive.file.Modes;
import io.jenkins.plugins.deployhooks.engine.archive.file.Workers;
import io.jenkins.plugins.deployhooks.engine.archive.stream.Slice;
import io.jenkins.plugins.deployhooks.engine.archive.tar.TarEntry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/** Creates small files on several threads, some at a time, while the archive is read on. */
final class FileWriters implements Closeable {
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    private static final int MOST_THREADS = 4;
    private static final int BATCH_FILES = 64;
    private static final long BATCH_BYTES = 128L * 1024;
    private static final int BATCHES = 64;

    private final Modes modes;
    private final ExecutorService threads;
    private final Semaphore room = new Semaphore(BATCHES);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private List<NewFile> batch = new ArrayList<>();
    private long batchBytes;

    @CheckForNull
    private Slice batchStart;

    private record NewFile(Path path, TarEntry entry, List<Slice> contents) {}

    FileWriters(Modes modes) {
        this.modes = modes;
        threads = Workers.startOnePerProcessor(MOST_THREADS, "writer");
    }

    /** Creates a file, some time; takes the contents over. */
    void create(Path path, TarEntry entry, List<Slice> contents) throws IOException, InterruptedException {
        batch.add(new NewFile(path, entry, contents));
        batchBytes += entry.size();
        if (batch.size() >= BATCH_FILES || batchBytes >= BATCH_BYTES || holdsMemory(contents)) {
            flush();
        }
    }

    /** Opens a new file for the caller to write, at once. */
    FileChannel open(Path path, TarEntry entry) throws IOException {
        try {
            FileChannel channel = FileChannel.open(path, NEW, modes.creating(entry.mode()));
            modes.complete(path, entry.mode());
            return channel;
        } catch (FileAlreadyExistsException e) {
            throw twice(entry, e);
        }
    }

    /** Waits until every file is there. */
    void await() throws IOException, InterruptedException {
        flush();
        room.acquire(BATCHES);
        room.release(BATCHES);
        check();
    }

    /** Ends the threads and waits for them; they wait for nothing but the disk. */
    @Override
    public void close() {
        Workers.end(threads);
    }

    static ArchiveRefused twice(TarEntry entry, IOException cause) {
        return new ArchiveRefused(Reason.HOSTILE, "it has " + entry.name() + " twice", cause);
    }

    /**
     * Whether the batch keeps more than one piece of the archive in memory. Few small files among large ones, links or
     * directories would keep one piece each, until none is left to decompress to.
     */
    private boolean holdsMemory(List<Slice> contents) {
        for (Slice slice : contents) {
            if (batchStart == null) {
                batchStart = slice;
            } else if (!slice.sharesMemoryWith(batchStart)) {
                return true;
            }
        }
        return false;
    }

    private void flush() throws IOException, InterruptedException {
        check();
        if (batch.isEmpty()) {
            return;
        }
        List<NewFile> files = batch;
        batch = new ArrayList<>();
        batchBytes = 0;
        batchStart = null;
        room.acquire();
        threads.execute(() -> {
            try {
                for (NewFile file : files) {
                    write(file);
                }
            } catch (Throwable e) { // an error too: a file that is missing must not pass for one that is there
                failure.compareAndSet(null, e);
                // whoever reads the archive may be waiting for the memory
                files.forEach(file -> file.contents().forEach(Slice::release));
            } finally {
                room.release();
            }
        });
    }

    private void write(NewFile file) throws IOException {
        if (failure.get() != null) {
            throw new IOException("another file could not be written");
        }
        try (FileChannel channel = open(file.path(), file.entry())) {
            for (Slice slice : file.contents()) {
                while (slice.bytes().hasRemaining()) {
                    channel.write(slice.bytes());
                }
            }
        }
        file.contents().forEach(Slice::release);
        file.contents().clear();
    }

    private void check() throws IOException {
        Throwable failed = failure.get();
        if (failed instanceof IOException e) {
            throw e;
        } else if (failed != null) {
            throw new IOException("a file cannot be written: " + failed, failed);
        }
    }
}
