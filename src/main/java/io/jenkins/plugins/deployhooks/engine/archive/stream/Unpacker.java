package io.jenkins.plugins.deployhooks.engine.archive.stream;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused.Reason;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Reads the file of an archive, digests and decompresses it. For one thread at a time. */
public final class Unpacker implements Closeable {
    private final ArchiveFile source;
    private final ArchiveFormat format;
    private final Expansion expansion;

    private Unpacker(ArchiveFile source, ArchiveFormat format, Expansion expansion) {
        this.source = source;
        this.format = format;
        this.expansion = expansion;
    }

    /**
     * Opens an archive. Which format it has is read from its first bytes.
     *
     * @param channel at its start; stays the caller's to close
     * @throws ArchiveRefused if the file is no archive of a known format
     * @throws IOException if it cannot be read
     */
    public static Unpacker open(ReadableByteChannel channel) throws IOException {
        ArchiveFile source = new ArchiveFile(channel);
        ByteBuffer first = source.more();
        if (first == null) {
            throw new ArchiveRefused(Reason.DAMAGED, "it is empty");
        }
        ArchiveFormat format = Magic.formatOf(first);
        Expansion expansion =
                switch (format) {
                    case TAR_ZST -> new ZstdExpansion(source);
                    case TAR_GZ -> new GzipExpansion(source);
                    case TAR -> source;
                };
        return new Unpacker(source, format, expansion);
    }

    /** What the first bytes said. */
    public ArchiveFormat format() {
        return format;
    }

    /**
     * Reads some decompressed bytes into {@code buffer}, at least one.
     *
     * @param buffer a direct buffer with room
     * @return false: the end was reached, and the checksums that the format has were right
     * @throws ArchiveRefused if the file is damaged
     * @throws IOException if it cannot be read
     */
    public boolean read(ByteBuffer buffer) throws IOException {
        return expansion.read(buffer);
    }

    /** How many bytes of the file were read so far. */
    public long position() {
        return source.digested().bytes();
    }

    /**
     * Reads what is left of the file.
     *
     * @return the archive as a file
     * @throws IOException if it cannot be read
     */
    public ArchiveSummary.ArchiveFile finish() throws IOException {
        ByteBuffer left;
        do {
            left = source.more();
            if (left != null) {
                left.position(left.limit());
            }
        } while (left != null);
        return source.digested().whole();
    }

    /** Frees memory. Never fails. */
    @Override
    public void close() {
        expansion.close();
    }

    /** A way to decompress. */
    interface Expansion {
        boolean read(ByteBuffer buffer) throws IOException;

        void close();
    }

    /** The file itself: its bytes, digested, a buffer at a time. */
    static final class ArchiveFile implements Expansion {
        private static final int BUFFER = 256 * 1024;

        private final ReadableByteChannel channel;
        private final DigestedFile digested = new DigestedFile();
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).flip();

        ArchiveFile(ReadableByteChannel channel) {
            this.channel = channel;
        }

        DigestedFile digested() {
            return digested;
        }

        /** What is not yet used of the file, at least a byte of it; null: nothing is left. */
        @CheckForNull
        ByteBuffer more() throws IOException {
            if (!buffer.hasRemaining()) {
                buffer.clear();
                int read;
                do {
                    // whole, so that the first buffer shows the magic number
                    read = channel.read(buffer);
                } while (read >= 0 && buffer.hasRemaining());
                buffer.flip();
                digested.pass(buffer);
            }
            return buffer.hasRemaining() ? buffer : null;
        }

        @Override
        public boolean read(ByteBuffer target) throws IOException {
            ByteBuffer from = more();
            if (from == null) {
                return false;
            }
            int length = Math.min(from.remaining(), target.remaining());
            target.put(from.slice(from.position(), length));
            from.position(from.position() + length);
            return true;
        }

        @Override
        public void close() {
            // the channel is the caller's
        }
    }
}
