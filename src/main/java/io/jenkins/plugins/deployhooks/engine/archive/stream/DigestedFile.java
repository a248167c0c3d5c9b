package io.jenkins.plugins.deployhooks.engine.archive.stream;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and digests the bytes of an archive as a file while they pass. */
final class DigestedFile {
    private final MessageDigest digest = sha256();
    private long bytes;

    /** Counts and digests what remains in {@code buffer}, and leaves it as it was. */
    void pass(ByteBuffer buffer) {
        bytes += buffer.remaining();
        digest.update(buffer.duplicate());
    }

    /** How many bytes passed. */
    long bytes() {
        return bytes;
    }

    /** What passed; nothing may pass afterwards. */
    ArchiveSummary.ArchiveFile whole() {
        return new ArchiveSummary.ArchiveFile(bytes, "sha256:" + HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
