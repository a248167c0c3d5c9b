package io.jenkins.plugins.deployhooks.engine.archive.stream;

import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Some decompressed bytes in a row. Whoever has one releases it once, since memory waits for it. */
public final class Slice {
    private final ByteBuffer bytes;
    private final Chunk chunk;

    Slice(ByteBuffer bytes, Chunk chunk) {
        this.bytes = bytes;
        this.chunk = chunk;
    }

    /** The bytes: not to be used after the release. */
    public ByteBuffer bytes() {
        return bytes;
    }

    /** Whether the memory of both is free only when both are released. */
    public boolean sharesMemoryWith(Slice other) {
        return chunk == other.chunk;
    }

    /** Says that the bytes are not needed any more. */
    public void release() {
        chunk.release();
    }

    /** A buffer of decompressed bytes that several threads use parts of. It goes back where it came from after the last. */
    static final class Chunk {
        private final ByteBuffer buffer;
        private final BlockingQueue<ByteBuffer> home;
        private final AtomicInteger users = new AtomicInteger(1);

        Chunk(ByteBuffer buffer, BlockingQueue<ByteBuffer> home) {
            this.buffer = buffer;
            this.home = home;
        }

        /** The bytes; its position is the reader's. */
        ByteBuffer buffer() {
            return buffer;
        }

        void retain() {
            users.incrementAndGet();
        }

        void release() {
            if (users.decrementAndGet() == 0) {
                home.add(buffer);
            }
        }
    }
}
