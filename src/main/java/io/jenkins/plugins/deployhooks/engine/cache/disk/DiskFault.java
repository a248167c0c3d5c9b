package io.jenkins.plugins.deployhooks.engine.cache.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Says for people why something could not be written (S45). */
public final class DiskFault {
    private static final Pattern FULL =
            Pattern.compile("no space left on device|disk quota exceeded|not enough space on the disk|disk is full");

    private DiskFault() {}

    /** Whether {@code fault}, or what caused it, is a full disk. */
    public static boolean isDiskFull(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (FULL.matcher(message).find()) {
                return true;
            }
        }
        return false;
    }

    /** Why {@code what} did not happen; {@code directory} is where it would have. */
    public static IOException of(String what, Path directory, IOException fault) {
        return new IOException(what + ": " + reason(directory, fault), fault);
    }

    private static String reason(Path directory, IOException fault) {
        if (isDiskFull(fault)) {
            return "No space left on device for " + directory
                    + "; what was written is removed again. Make room there, or lower the limit of the cache";
        }
        if (fault instanceof AccessDeniedException denied) {
            return denied.getFile() + " may not be written by this user";
        }
        if (fault instanceof FileSystemException other && other.getReason() != null) {
            return other.getFile() + ": " + other.getReason();
        }
        return fault.getMessage() == null ? fault.toString() : fault.getMessage();
    }
}
