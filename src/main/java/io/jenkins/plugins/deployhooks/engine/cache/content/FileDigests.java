package io.jenkins.plugins.deployhooks.engine.cache.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files and texts. */
public final class FileDigests {
    static final int LENGTH = 32;

    /** 128 bits: no two of them meet. */
    private static final int NAME = 32;

    private static final ThreadLocal<byte[]> BUFFER = ThreadLocal.withInitial(() -> new byte[1 << 16]);

    private FileDigests() {}

    /** An empty digest. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * A name for a file or directory: others for other {@code parts}. Null is a part as well, and no text.
     *
     * @return 32 hexadecimal digits
     */
    public static String name(Iterable<String> parts) {
        return ofTexts(parts).substring(0, NAME);
    }

    /** The digest of {@code parts}, kept apart from each other, in hexadecimal digits. Null is a part as well. */
    public static String ofTexts(Iterable<String> parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            if (part == null) {
                // no text has this length
                digest.update("-:".getBytes(StandardCharsets.US_ASCII));
                continue;
            }
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * The digest of a file's content, or of where a link leads.
     *
     * @throws IOException if it cannot be read, with a message for people
     */
    static byte[] of(Path file, FileStat.Kind kind) throws IOException {
        MessageDigest digest = sha256();
        switch (kind) {
            case FILE -> content(file, digest);
            case LINK ->
                digest.update(RawNames.all(Files.readSymbolicLink(file)).getBytes(StandardCharsets.UTF_8));
            default -> {} // has no content
        }
        return digest.digest();
    }

    private static void content(Path file, MessageDigest digest) throws IOException {
        byte[] buffer = BUFFER.get();
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        } catch (AccessDeniedException e) {
            throw new IOException(
                    file + " may not be read, so nobody can tell whether it changed;"
                            + " make it readable, or leave it out by cache: excludes",
                    e);
        }
    }
}
