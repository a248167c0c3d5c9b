package io.jenkins.plugins.deployhooks.engine.cache.disk;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Locks a file, and says for people why that cannot be done: some file systems of networks know no locks. */
final class LockFault {
    private static final Pattern NO_LOCKS = Pattern.compile(
            "no locks available|not supported|not implemented|input/output error|invalid argument|stale file handle");

    private LockFault() {}

    /** The lock; null: somebody else has it. */
    @CheckForNull
    static FileLock explained(FileChannel channel, Path file, boolean shared) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, shared);
        } catch (OverlappingFileLockException e) {
            // Whoever it is in this process: it is taken.
            return null;
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw of(file, e);
        }
    }

    /** {@code fault} with what to do about it. */
    static IOException of(Path file, IOException fault) {
        String reason = String.valueOf(fault.getMessage());
        return NO_LOCKS.matcher(reason.toLowerCase(Locale.ROOT)).find()
                ? new IOException(
                        file + " cannot be locked (" + reason
                                + "): the file system may be one of a network without locks;"
                                + " have the cache on a disk of this machine",
                        fault)
                : fault;
    }
}
