package io.jenkins.plugins.deployhooks.engine.archive.stream;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Compresses what it is given, digests the result and writes it. For one thread at a time. */
public abstract class Packer implements Closeable {
    private final WritableByteChannel channel;
    private final DigestedFile file = new DigestedFile();

    Packer(WritableByteChannel channel) {
        this.channel = channel;
    }

    /** A packer for {@code format} that writes to {@code channel} and leaves it open. */
    public static Packer of(ArchiveFormat format, WritableByteChannel channel) {
        return switch (format) {
            case TAR_ZST -> new ZstdPacker(channel);
            case TAR_GZ -> new GzipPacker(channel);
            case TAR -> new PlainPacker(channel);
        };
    }

    /**
     * Takes what remains in {@code bytes}.
     *
     * @param bytes a direct buffer
     * @throws IOException if the result cannot be written
     */
    public abstract void write(ByteBuffer bytes) throws IOException;

    /**
     * Writes what is still held back.
     *
     * @return the archive as a file
     * @throws IOException if it cannot be written
     */
    public final ArchiveSummary.ArchiveFile finish() throws IOException {
        end();
        return file.whole();
    }

    abstract void end() throws IOException;

    /** Frees memory. Never fails. */
    @Override
    public void close() {
        // nothing to free unless a subclass says so
    }

    /** Digests and writes what remains in {@code packed}. */
    final void out(ByteBuffer packed) throws IOException {
        file.pass(packed);
        while (packed.hasRemaining()) {
            channel.write(packed);
        }
    }

    private static final class PlainPacker extends Packer {
        PlainPacker(WritableByteChannel channel) {
            super(channel);
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            out(bytes);
        }

        @Override
        void end() {
            // nothing is held back
        }
    }
}
