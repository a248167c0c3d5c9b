package io.jenkins.plugins.deployhooks.local;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.process.HookRun.Listener;
import io.jenkins.plugins.deployhooks.engine.report.Tail;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reads a hook's log while the hook writes it, in a thread of its own, so that a listener that is slow delays neither
 * time-outs nor stops. It follows the file, not a pipe, so nobody who keeps the output open is waited for.
 */
final class LogFollower {
    private static final long SHORTEST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 100;
    private static final int BUFFER = 64 * 1024;

    private final Path log;
    private final Listener listener;
    private final Bell bell;
    private final Tail tail = new Tail();
    private final Thread thread;
    private final Process process;

    private volatile long seen;
    private volatile long lastGrowth = System.nanoTime();
    private volatile boolean done;
    private boolean started;

    /** Set by the watching thread under this object's lock: the file's size when it was over, else -1. */
    private long end = -1;

    @CheckForNull
    private volatile String fault;

    /** What to follow, from which byte on, written by whom. */
    record Source(Path log, long from, Process process) {}

    /** Follows {@code source}; rings when its process has ended, and when all is read. */
    LogFollower(Source source, Listener listener, Bell bell) {
        this.log = source.log();
        this.seen = source.from();
        this.process = source.process();
        this.listener = listener;
        this.bell = bell;
        this.thread = new Thread(this::follow, "log of a hook: " + log.getFileName());
        this.thread.setDaemon(true);
    }

    /** Begins to follow. Not called for a hook that has ended by then: {@link #finish} reads it all, without a thread. */
    void start() {
        started = true;
        thread.start();
    }

    /** When output was last seen, as {@link System#nanoTime}. */
    long lastGrowth() {
        try {
            // the thread may be held up by its listener
            return Files.size(log) > seen ? System.nanoTime() : lastGrowth;
        } catch (IOException e) {
            return lastGrowth;
        }
    }

    /** Everything written until now is to be delivered, nothing later. */
    void finish() {
        long size = size();
        if (!started) {
            readAtOnce(size);
            return;
        }
        synchronized (this) {
            end = size;
            notifyAll();
        }
    }

    /** Whether all is delivered. */
    boolean done() {
        return done;
    }

    /** The last lines; to be asked when done. */
    List<String> tail() {
        return done ? tail.lines() : List.of();
    }

    /** What went wrong with following, which loses nothing of the log; null: nothing. */
    @CheckForNull
    String fault() {
        return fault;
    }

    private long size() {
        try {
            return Files.size(log);
        } catch (IOException e) {
            return seen; // the hook removed its log: there is nothing more to deliver
        }
    }

    private void readAtOnce(long until) {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
            read(channel, ByteBuffer.allocate((int) Math.min(BUFFER, Math.max(1, until - seen))), until);
        } catch (IOException e) {
            fault = "The log could not be read: " + e + ".";
        }
        done = true;
    }

    private void follow() {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            awaitExit(channel, buffer);
            bell.ring();
            awaitFinish(channel, buffer);
        } catch (IOException e) {
            fault = "The log could not be read while the hook ran: " + e + ".";
        } catch (InterruptedException e) {
            fault = "Reading the log was interrupted.";
        } finally {
            done = true;
            bell.ring();
        }
    }

    private void awaitExit(FileChannel channel, ByteBuffer buffer) throws IOException, InterruptedException {
        long pause = SHORTEST_PAUSE_MILLIS;
        // wakes up at once when the process ends, and is due for a look otherwise
        while (!process.waitFor(pause, TimeUnit.MILLISECONDS)) {
            boolean grew = read(channel, buffer, Long.MAX_VALUE);
            pause = grew ? SHORTEST_PAUSE_MILLIS : Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        }
    }

    private void awaitFinish(FileChannel channel, ByteBuffer buffer) throws IOException, InterruptedException {
        while (true) {
            long until;
            synchronized (this) {
                if (end < 0) {
                    wait(LONGEST_PAUSE_MILLIS);
                }
                until = end;
            }
            // others than the first process may still write during a stop
            read(channel, buffer, until < 0 ? Long.MAX_VALUE : until);
            if (until >= 0) {
                return;
            }
        }
    }

    private boolean read(FileChannel channel, ByteBuffer buffer, long until) throws IOException {
        boolean grew = false;
        while (seen < until) {
            buffer.clear();
            buffer.limit((int) Math.min(buffer.capacity(), until - seen));
            int count = channel.read(buffer, seen);
            if (count <= 0) {
                break;
            }
            grew = true;
            lastGrowth = System.nanoTime();
            deliver(buffer.array(), count);
            seen += count;
        }
        return grew;
    }

    private void deliver(byte[] bytes, int count) {
        tail.add(bytes, 0, count);
        if (fault == null) {
            try {
                listener.output(bytes, count);
            } catch (RuntimeException e) {
                fault = "The output could not be shown while the hook ran, it is complete in the log: " + e + ".";
            }
        }
    }
}
