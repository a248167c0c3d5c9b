package io.jenkins.plugins.deployhooks.engine.archive.stream;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused.Reason;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.file.Workers;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;

/**
 * Decompresses ahead of the thread that reads, on a thread of its own. Bounded by the buffers, which go round; every
 * buffer but the last is full, so nothing whose place is a multiple of 512 bytes is ever divided between two.
 */
public final class ChunkReader implements Closeable {
    private static final int CHUNK = 256 * 1024;
    private static final int CHUNKS = 16;

    private final Unpacker unpacker;
    private final int ratio;
    private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(CHUNKS);
    private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(CHUNKS + 1);
    private final ExecutorService thread = Workers.start(1, "expander");

    /** Used by the thread that decompresses only. */
    private int allocated;

    @CheckForNull
    private Slice.Chunk current;

    @CheckForNull
    private ArchiveSummary.ArchiveFile end;

    private record Piece(
            @CheckForNull Slice.Chunk chunk,
            @CheckForNull ArchiveSummary.ArchiveFile end,
            @CheckForNull Throwable failure) {}

    /**
     * Begins to decompress.
     *
     * @param unpacker is used by another thread until {@link #close}
     * @param ratio the largest between decompressed and compressed bytes
     */
    public ChunkReader(Unpacker unpacker, int ratio) {
        this.unpacker = unpacker;
        this.ratio = ratio;
        thread.execute(this::run);
    }

    /**
     * The next bytes, as many as there are in a row, but at most {@code most}; null: the end.
     *
     * @throws ArchiveRefused if the archive is damaged, or grows too much
     * @throws IOException if it cannot be read
     * @throws InterruptedException if the thread was interrupted
     */
    @CheckForNull
    public Slice slice(long most) throws IOException, InterruptedException {
        Slice.Chunk chunk = chunk();
        if (chunk == null) {
            return null;
        }
        ByteBuffer buffer = chunk.buffer();
        int length = (int) Math.min(most, buffer.remaining());
        ByteBuffer bytes = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        chunk.retain();
        return new Slice(bytes, chunk);
    }

    /**
     * Fills {@code bytes} with what comes next.
     *
     * @return false: nothing was left
     * @throws ArchiveRefused if less was left, or as {@link #slice}
     * @throws IOException as {@link #slice}
     * @throws InterruptedException as {@link #slice}
     */
    public boolean fill(byte[] bytes) throws IOException, InterruptedException {
        int filled = 0;
        while (filled < bytes.length) {
            Slice.Chunk chunk = chunk();
            if (chunk == null) {
                if (filled == 0) {
                    return false;
                }
                throw new ArchiveRefused(Reason.DAMAGED, "it is cut off");
            }
            int length = Math.min(bytes.length - filled, chunk.buffer().remaining());
            chunk.buffer().get(bytes, filled, length);
            filled += length;
        }
        return true;
    }

    /** The archive as a file; known once {@link #slice} or {@link #fill} said that nothing is left. */
    public ArchiveSummary.ArchiveFile end() {
        if (end == null) {
            throw new IllegalStateException("the archive was not read to its end");
        }
        return end;
    }

    /** Ends the thread and waits for it; it waits for nothing but the disk. */
    @Override
    public void close() {
        Workers.end(thread);
    }

    @CheckForNull
    private Slice.Chunk chunk() throws IOException, InterruptedException {
        if (current != null && current.buffer().hasRemaining()) {
            return current;
        }
        if (end != null) {
            return null;
        }
        if (current != null) {
            current.release();
            current = null;
        }
        Piece piece = pieces.take();
        if (piece.failure() instanceof IOException e) {
            throw e;
        } else if (piece.failure() != null) {
            throw new IOException("it cannot be read: " + piece.failure(), piece.failure());
        }
        current = piece.chunk();
        end = piece.end();
        return current;
    }

    private void run() {
        try {
            long unpacked = 0;
            boolean more = true;
            while (more) {
                ByteBuffer buffer = buffer().clear();
                while (more && buffer.hasRemaining()) {
                    more = unpacker.read(buffer);
                }
                unpacked += buffer.flip().remaining();
                check(unpacked);
                if (buffer.hasRemaining()) {
                    pieces.put(new Piece(new Slice.Chunk(buffer, free), null, null));
                }
            }
            pieces.put(new Piece(null, unpacker.finish(), null));
        } catch (InterruptedException e) {
            // by close(): nobody takes anything any more
            Thread.currentThread().interrupt();
        } catch (Throwable e) { // an error too: who takes the pieces would wait for ever
            fail(e);
        }
    }

    /** A buffer that is free, or a new one: small archives are not to pay for what large ones need. */
    private ByteBuffer buffer() throws InterruptedException {
        ByteBuffer buffer = free.poll();
        if (buffer != null) {
            return buffer;
        }
        if (allocated < CHUNKS) {
            allocated++;
            return ByteBuffer.allocateDirect(CHUNK);
        }
        return free.take();
    }

    private void check(long unpacked) throws ArchiveRefused {
        if (unpacked > Limits.RATIO_FROM && unpacked / ratio > unpacker.position()) {
            throw new ArchiveRefused(
                    Reason.TOO_LARGE, "it grows to more than " + ratio + " times its size when it is unpacked");
        }
    }

    private void fail(Throwable failure) {
        try {
            pieces.put(new Piece(null, null, failure));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
