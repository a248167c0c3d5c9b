package io.jenkins.plugins.deployhooks.engine.archive.stream;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Decompresses gzip, of however many members. */
final class GzipExpansion implements Unpacker.Expansion {
    private static final int BUFFER = 64 * 1024;

    private final Unpacker.ArchiveFile source;
    private final byte[] bytes = new byte[BUFFER];

    @CheckForNull
    private GZIPInputStream gzip;

    GzipExpansion(Unpacker.ArchiveFile source) {
        this.source = source;
    }

    @Override
    public boolean read(ByteBuffer buffer) throws IOException {
        try {
            if (gzip == null) {
                gzip = new GZIPInputStream(new Source(), BUFFER);
            }
            int read = gzip.read(bytes, 0, Math.min(bytes.length, buffer.remaining()));
            buffer.put(bytes, 0, Math.max(0, read));
            return read >= 0;
        } catch (EOFException e) {
            throw new ArchiveRefused(Reason.DAMAGED, "it is cut off", e);
        } catch (ZipException e) {
            throw new ArchiveRefused(Reason.DAMAGED, "it cannot be decompressed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            if (gzip != null) {
                gzip.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("its source has nothing to close", e);
        }
    }

    private final class Source extends InputStream {
        @Override
        public int read() throws IOException {
            ByteBuffer from = source.more();
            return from == null ? -1 : from.get() & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            ByteBuffer from = source.more();
            if (from == null) {
                return -1;
            }
            int part = Math.min(length, from.remaining());
            from.get(target, offset, part);
            return part;
        }

        @Override
        public int available() {
            // the stream looks here for another member
            return 1;
        }
    }
}
