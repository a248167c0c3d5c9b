package io.jenkins.plugins.deployhooks.engine.cache.disk;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Locks by name, between threads and between processes. The system gives up the locks of a process that ends, however it
 * ends, so no lock survives its owner.
 *
 * <p>A lock is a locked file that is deleted afterwards. Opening, locking and deleting happen behind a gate, a lock held
 * for microseconds: otherwise one process could lock a file that another one has just deleted. Within a process a file is
 * opened once only, since closing any channel of a file gives up all locks on it that the process has (POSIX).
 */
public final class NameLocks {
    private static final ConcurrentMap<Path, NameLocks> ALL = new ConcurrentHashMap<>();
    private static final Duration GATE_PATIENCE = Duration.ofSeconds(30);
    private static final long GATE_POLL_NANOS = 200_000;
    private static final long POLL_MILLIS = 20;

    private final Path gate;
    private final Path directory;

    // Guarded by this. The locks that this process has.
    private final Map<String, Held> held = new HashMap<>();

    private NameLocks(Path root) {
        this.gate = root.resolve("gate");
        this.directory = root.resolve("locks");
    }

    /** The locks in {@code root}, an existing directory: the same object for all who ask in this process. */
    public static NameLocks of(Path root) throws IOException {
        NameLocks locks = ALL.computeIfAbsent(root.toRealPath(), NameLocks::new);
        Files.createDirectories(locks.directory);
        return locks;
    }

    private static final class Held {
        private final FileChannel channel;
        private final boolean shared;
        private int holders = 1;

        Held(FileChannel channel, boolean shared) {
            this.channel = channel;
            this.shared = shared;
        }
    }

    /** A lock that is held; not reentrant. */
    public final class Hold implements AutoCloseable {
        private final String name;
        private boolean released;

        private Hold(String name) {
            this.name = name;
        }

        @Override
        public void close() throws IOException {
            if (!released) {
                released = true;
                release(name);
            }
        }
    }

    /**
     * Waits for a lock.
     *
     * @throws IOException if somebody else has had it for {@code patience}
     */
    public Hold acquire(String name, boolean shared, Duration patience) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Hold hold = tryAcquire(name, shared);
        while (hold == null) {
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new IOException(
                        "another deployment has been using it for more than " + patience.toSeconds() + " s");
            }
            // Nobody wakes us when another process gives it up, so look again after a while.
            Thread.sleep(POLL_MILLIS);
            hold = tryAcquire(name, shared);
        }
        return hold;
    }

    /** The lock, or null where somebody else has it. */
    @CheckForNull
    public synchronized Hold tryAcquire(String name, boolean shared) throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Held mine = held.get(name);
        if (mine != null) {
            if (!shared || !mine.shared) {
                return null;
            }
            mine.holders++;
            return new Hold(name);
        }
        try (FileChannel open = enter()) {
            FileChannel channel = lock(directory.resolve(name), shared);
            if (channel == null) {
                return null;
            }
            held.put(name, new Held(channel, shared));
            return new Hold(name);
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException().initCause(e);
        }
    }

    /** Removes the files of locks whose owners have gone. */
    public synchronized void sweep() throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try (FileChannel open = enter();
                DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = Objects.requireNonNull(file.getFileName()).toString();
                if (!held.containsKey(name)) {
                    discard(file);
                }
            }
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException().initCause(e);
        }
    }

    private synchronized void release(String name) throws IOException {
        Held mine = held.get(name);
        mine.holders--;
        if (mine.holders > 0) {
            return;
        }
        // An interrupt would close the channels we need here; it is told again afterwards.
        boolean interrupted = Thread.interrupted();
        try (FileChannel open = enter()) {
            mine.channel.close();
            discard(directory.resolve(name));
        } finally {
            mine.channel.close();
            held.remove(name);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Deletes a file that nobody has locked; the gate is ours. */
    private static void discard(Path file) throws IOException {
        FileChannel channel = lock(file, false);
        if (channel != null) {
            channel.close();
            Files.deleteIfExists(file);
        }
    }

    @CheckForNull
    private static FileChannel lock(Path file, boolean shared) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = channel.tryLock(0, Long.MAX_VALUE, shared) != null;
        } catch (OverlappingFileLockException e) {
            // Another copy of this class, by another class loader, has it.
            return null;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        return locked ? channel : null;
    }

    /** The gate; closing the channel leaves it. */
    private FileChannel enter() throws IOException {
        long start = System.nanoTime();
        FileChannel channel = FileChannel.open(gate, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean entered = false;
        try {
            while (!entered) {
                FileLock lock = channel.tryLock();
                entered = lock != null;
                if (!entered && System.nanoTime() - start > GATE_PATIENCE.toNanos()) {
                    throw new IOException(gate + " has been locked for more than " + GATE_PATIENCE.toSeconds()
                            + " s; is a process stopped that uses this cache?");
                }
                if (!entered) {
                    LockSupport.parkNanos(GATE_POLL_NANOS);
                }
            }
            return channel;
        } finally {
            if (!entered) {
                channel.close();
            }
        }
    }
}
