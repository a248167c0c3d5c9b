package io.jenkins.plugins.deployhooks.engine.cache.store;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Compares an archive with what is known of it. */
final class Verification {
    private static final int BUFFER = 1 << 16;

    private Verification() {}

    /** What is wrong with {@code file}; null: nothing. */
    @CheckForNull
    static String fault(Entry entry, Path file) throws IOException, InterruptedException {
        long bytes;
        try {
            bytes = Files.size(file);
        } catch (NoSuchFileException e) {
            return "its file is missing";
        }
        if (bytes != entry.content().bytes()) {
            return "it has %,d bytes, not %,d".formatted(bytes, entry.content().bytes());
        }
        return digest(file).equals(entry.content().digest()) ? null : "its digest is another one";
    }

    private static String digest(Path file) throws IOException, InterruptedException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                digest.update(buffer, 0, read);
            }
            return "sha256:" + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
