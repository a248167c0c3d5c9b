package io.jenkins.plugins.deployhooks.engine.archive.stream;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Decompresses zstd, of however many frames. */
final class ZstdExpansion implements Unpacker.Expansion {
    private final Unpacker.ArchiveFile source;
    private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
    private boolean insideFrame;

    ZstdExpansion(Unpacker.ArchiveFile source) {
        this.source = source;
    }

    @Override
    public boolean read(ByteBuffer buffer) throws IOException {
        int before = buffer.position();
        while (buffer.position() == before) {
            ByteBuffer packed = source.more();
            if (packed == null && !insideFrame) {
                return false;
            }
            // within a frame there may be decompressed bytes left, though the file is at its end
            ByteBuffer input = packed == null ? ByteBuffer.allocateDirect(0) : packed;
            insideFrame = !step(buffer, input);
            if (packed == null && insideFrame && buffer.position() == before) {
                throw new ArchiveRefused(Reason.DAMAGED, "it is cut off");
            }
        }
        return true;
    }

    private boolean step(ByteBuffer buffer, ByteBuffer packed) throws ArchiveRefused {
        try {
            return zstd.decompressDirectByteBufferStream(buffer, packed);
        } catch (ZstdException e) {
            throw new ArchiveRefused(Reason.DAMAGED, "it cannot be decompressed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        zstd.close();
    }
}
