package io.jenkins.plugins.deployhooks.agent.cache;

import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and digests what is written, and takes no more than there may be. */
public final class DigestedOutput extends FilterOutputStream {
    private final long most;
    private final MessageDigest digest;
    private long bytes;

    /** In front of {@code out}, which gets {@code most} bytes at most. */
    public DigestedOutput(OutputStream out, long most) {
        super(out);
        this.most = most;
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
        if (length > most - bytes) {
            throw new IOException("it has more bytes than the %,d that an archive may have".formatted(most));
        }
        bytes += length;
        digest.update(buffer, offset, length);
        out.write(buffer, offset, length);
    }

    /** Whether what was written is {@code expected}, by size and digest. Asked once, at the end. */
    public boolean isAllOf(Entry.Content expected) {
        return bytes == expected.bytes()
                && expected.digest().equals("sha256:" + HexFormat.of().formatHex(digest.digest()));
    }
}
