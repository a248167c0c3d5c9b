package io.jenkins.plugins.deployhooks.engine.cache.disk;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
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
 * opened once only, since closing any channel of a file gives up all locks on it that the process has (POSIX). There may be
 * several copies of this class in a process, by as many class loaders, such as those of an agent that has connected again:
 * which files are open they tell each other by properties of the system, all that they have in common.
 */
public final class NameLocks {
    private static final ConcurrentMap<Path, NameLocks> ALL = new ConcurrentHashMap<>();
    private static final Duration GATE_PATIENCE = Duration.ofSeconds(30);
    private static final long GATE_POLL_NANOS = 200_000;
    private static final long POLL_MILLIS = 20;
    private static final String OPEN = "deployhooks.open.";

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
        try (Gate open = enter()) {
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
        try (Gate open = enter();
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
        Path file = directory.resolve(name);
        try (Gate open = enter()) {
            unlock(file, mine.channel);
            discard(file);
        } finally {
            if (mine.channel.isOpen()) {
                unlock(file, mine.channel);
            }
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
            unlock(file, channel);
            Files.deleteIfExists(file);
        }
    }

    @CheckForNull
    private static FileChannel lock(Path file, boolean shared) throws IOException {
        if (!claim(file)) {
            return null;
        }
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            locked = LockFault.explained(channel, file, shared) != null;
        } finally {
            if (!locked) {
                unlock(file, channel);
            }
        }
        return locked ? channel : null;
    }

    private static void unlock(Path file, @CheckForNull FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            System.getProperties().remove(OPEN + file);
        }
    }

    /** Says that this copy of the class opens {@code file}; false: another one has it open. */
    private static boolean claim(Path file) {
        return System.getProperties().putIfAbsent(OPEN + file, "") == null;
    }

    /** The gate while it is ours. */
    private final class Gate implements AutoCloseable {
        private final FileChannel channel;

        Gate(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() throws IOException {
            unlock(gate, channel);
        }
    }

    private Gate enter() throws IOException {
        long start = System.nanoTime();
        FileChannel channel = lock(gate, false);
        while (channel == null) {
            if (System.nanoTime() - start > GATE_PATIENCE.toNanos()) {
                throw new IOException(gate + " has been locked for more than " + GATE_PATIENCE.toSeconds()
                        + " s; is a process stopped that uses this cache?");
            }
            LockSupport.parkNanos(GATE_POLL_NANOS);
            channel = lock(gate, false);
        }
        return new Gate(channel);
    }
}
