package io.jenkins.plugins.deployhooks.engine.archive.stream;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Tells formats by their first bytes. */
final class Magic {
    private static final int ZSTD = 0xFD2FB528;

    /** pzstd begins with a frame that is skipped; the last four bits are free. */
    private static final int ZSTD_SKIPPABLE = 0x184D2A5;

    private static final int GZIP = 0x8b1f;
    private static final int TAR_HEADER = 512;

    private Magic() {}

    static ArchiveFormat formatOf(ByteBuffer first) throws ArchiveRefused {
        ByteBuffer bytes = first.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int at = bytes.position();
        if (bytes.remaining() >= Integer.BYTES) {
            int magic = bytes.getInt(at);
            if (magic == ZSTD || magic >>> 4 == ZSTD_SKIPPABLE) {
                return ArchiveFormat.TAR_ZST;
            }
            if ((magic & 0xffff) == GZIP) {
                return ArchiveFormat.TAR_GZ;
            }
        }
        // a tar has no magic number in front: its first header must prove itself by its checksum
        if (bytes.remaining() >= TAR_HEADER) {
            return ArchiveFormat.TAR;
        }
        throw new ArchiveRefused(Reason.FOREIGN, "it is no tar, tar.gz or tar.zst file");
    }
}
