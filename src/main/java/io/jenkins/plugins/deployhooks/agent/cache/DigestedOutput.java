package io.jenkins.plugins.deployhooks.agent.cache;

import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Compares what is written with what it should be, and takes no more than that. */
public final class DigestedOutput extends FilterOutputStream {
    private final Entry.Content expected;
    private final MessageDigest digest;
    private long bytes;

    /** In front of {@code out}, which gets what should have the size and the digest of {@code expected}. */
    public DigestedOutput(OutputStream out, Entry.Content expected) {
        super(out);
        this.expected = expected;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        if (length > expected.bytes() - bytes) {
            throw new IOException("it has more than the " + expected.bytes() + " bytes that it should have");
        }
        bytes += length;
        digest.update(buffer, offset, length);
        out.write(buffer, offset, length);
    }

    /** Whether all came that should, and nothing else. Asked once, at the end. */
    public boolean isWhole() {
        return bytes == expected.bytes()
                && expected.digest().equals("sha256:" + HexFormat.of().formatHex(digest.digest()));
    }
}
