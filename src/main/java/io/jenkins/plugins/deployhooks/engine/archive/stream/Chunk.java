package io.jenkins.plugins.deployhooks.engine.archive.stream;

import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A buffer of decompressed bytes that several threads use parts of. It goes back where it came from after the last. */
final class Chunk {
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
