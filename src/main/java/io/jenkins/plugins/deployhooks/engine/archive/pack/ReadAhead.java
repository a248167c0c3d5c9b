package io.jenkins.plugins.deployhooks.engine.archive.pack;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.archive.Notes;
import io.jenkins.plugins.deployhooks.engine.archive.file.Workers;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryType;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Looks through a tree and reads its small files ahead of the thread that writes. One thread scans, a few read; what they
 * read comes out in the order of the scan. Memory is bounded by the buffers, which go round.
 */
final class ReadAhead implements Closeable {
    /** Files up to this many bytes are read ahead. */
    static final int SMALL = 128 * 1024;

    private static final int BUFFER = 1024 * 1024;
    private static final int BUFFERS = 10;
    private static final int MOST_READERS = 4;
    private static final Piece END = new Piece(null, null, null);

    private final TreeScan scan;
    private final Notes notes;
    private final BlockingQueue<ByteBuffer> buffers = new ArrayBlockingQueue<>(BUFFERS);
    private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(BUFFERS * 2);
    private final ExecutorService threads;
    private final List<Node> batch = new ArrayList<>();
    private long room;
    private int allocated;

    /**
     * What comes next in the archive: a batch, a large file, the scan's failure, or nothing of it all for the end.
     *
     * @param batch being read
     * @param large a file that the writer reads itself
     * @param failure which ended the scan
     */
    record Piece(
            @CheckForNull Future<Batch> batch,
            @CheckForNull Node large,
            @CheckForNull Throwable failure) {}

    ReadAhead(TreeScan scan, Notes notes) {
        this.scan = scan;
        this.notes = notes;
        int readers = Math.min(Runtime.getRuntime().availableProcessors(), MOST_READERS);
        threads = Workers.start(1 + readers, "reader");
        threads.execute(this::scan);
    }

    /**
     * The next piece; null: there is none.
     *
     * @throws IOException if the tree cannot be read
     * @throws InterruptedException if the thread was interrupted
     */
    @CheckForNull
    Piece next() throws IOException, InterruptedException {
        Piece piece = pieces.take();
        if (piece.failure() instanceof IOException e) {
            throw e;
        } else if (piece.failure() != null) {
            throw new IOException("the tree cannot be read: " + piece.failure(), piece.failure());
        }
        return piece.batch() == null && piece.large() == null ? null : piece;
    }

    /** Gives back the buffer of a batch that was written. */
    void done(Batch written) {
        buffers.add(written.buffer());
    }

    /** Ends the threads and waits for them; they wait for nothing but the disk. */
    @Override
    public void close() {
        Workers.end(threads);
    }

    private void scan() {
        Piece last = END;
        try {
            scan.walk(this::add);
            flush();
        } catch (InterruptedException e) {
            return; // by close(): nobody takes anything any more
        } catch (Throwable e) { // an error too: who takes the pieces would wait for ever
            last = new Piece(null, null, e);
        }
        try {
            pieces.put(last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void add(Node node) throws InterruptedException {
        if (node.entry().type() == EntryType.FILE && node.entry().size() > SMALL) {
            flush();
            pieces.put(new Piece(null, node, null));
            return;
        }
        long needed = Batch.room(node.entry());
        if (room + needed > BUFFER) {
            flush();
        }
        batch.add(node);
        room += needed;
    }

    private void flush() throws InterruptedException {
        if (!batch.isEmpty()) {
            Batch full = new Batch(batch, buffer(), notes);
            pieces.put(new Piece(threads.submit(full::read), null, null));
            batch.clear();
            room = 0;
        }
    }

    /** A buffer that is free, or a new one: small trees are not to pay for what large ones need. */
    private ByteBuffer buffer() throws InterruptedException {
        ByteBuffer buffer = buffers.poll();
        if (buffer != null) {
            return buffer;
        }
        if (allocated < BUFFERS) {
            allocated++;
            return ByteBuffer.allocateDirect(BUFFER);
        }
        return buffers.take();
    }
}
