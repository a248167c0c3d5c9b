package io.jenkins.plugins.deployhooks.engine.archive.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;

/** Recognises a full disk, whatever tells of it (S45). */
public final class FullDisk {
    private FullDisk() {}

    /**
     * The same trouble with an explanation.
     *
     * @param doing what was being done, to follow "while"
     */
    public static IOException explained(IOException trouble, String doing) {
        String text = reason(trouble);
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("not enough space")) {
            return new IOException("No space left on device while " + doing + "; what was written is removed", trouble);
        }
        if (lower.contains("quota exceeded")) {
            return new IOException("Disk quota exceeded while " + doing + "; what was written is removed", trouble);
        }
        return trouble;
    }

    private static String reason(IOException trouble) {
        String reason = trouble instanceof FileSystemException e ? e.getReason() : trouble.getMessage();
        return reason == null ? "" : reason;
    }
}
