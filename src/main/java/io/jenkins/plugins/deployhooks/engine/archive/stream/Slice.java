package io.jenkins.plugins.deployhooks.engine.archive.stream;

import java.nio.ByteBuffer;

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

    /** Says that the bytes are not needed any more. */
    public void release() {
        chunk.release();
    }
}
