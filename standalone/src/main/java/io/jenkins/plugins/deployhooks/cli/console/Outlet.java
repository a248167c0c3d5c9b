package io.jenkins.plugins.deployhooks.cli.console;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Writes to a stream in a thread of its own, in order. Who writes waits for a reader that is slow, as long as nobody is in
 * a hurry: then a reader that takes nothing for {@link #PATIENCE} is given up, and what it does not take is counted. Safe
 * for use by several threads.
 */
public final class Outlet implements AutoCloseable {
    /** How long a reader may take nothing once there is a hurry. */
    static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

    /** How much may wait to be written; bytes. */
    private static final int CAPACITY = 256 * 1024;

    /** How much is written at once, so that a slow reader is told from one that takes nothing; bytes. */
    private static final int PIECE = 8 * 1024;

    private static final long LOOK_MILLIS = 100;

    private final PrintStream stream;
    private final BooleanSupplier hurry;
    private final Deque<byte[]> waiting = new ArrayDeque<>();

    private int size;
    private long dropped;
    private boolean closed;
    private int inHand;
    private long since;
    private volatile boolean failed;
    private boolean started;

    /** Writes to {@code stream}; {@code hurry} says whether all is to come to an end. */
    public Outlet(PrintStream stream, BooleanSupplier hurry) {
        this.stream = stream;
        this.hurry = hurry;
    }

    /** Writes {@code line} and a line end. */
    public void println(String line) {
        print(line + System.lineSeparator());
    }

    /** Writes {@code text}. */
    public void print(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes {@code bytes}, which belong to this object from now on. */
    synchronized void write(byte[] bytes) {
        await(() -> size == 0 || size + bytes.length <= CAPACITY);
        if (failed) {
            return;
        }
        if (size > 0 && size + bytes.length > CAPACITY) {
            dropped++;
            return;
        }
        if (!started) {
            started = true;
            Thread thread = new Thread(this::work, "output");
            thread.setDaemon(true);
            thread.start();
        }
        waiting.add(bytes);
        size += bytes.length;
        notifyAll();
    }

    /** Waits until all is written. */
    public synchronized void flush() {
        await(this::isIdle);
    }

    /** Whether all is written. */
    synchronized boolean isIdle() {
        return waiting.isEmpty() && inHand == 0;
    }

    /** How much was left out since the reader took nothing; lines where lines were written; 0 after {@link #failed}. */
    public synchronized long dropped() {
        return failed ? 0 : dropped + waiting.size() + inHand;
    }

    /** Whether the stream could not be written to; then all that came later is lost. */
    public boolean failed() {
        return failed;
    }

    /** Waits until all is written. The stream stays open. */
    @Override
    public synchronized void close() {
        flush();
        closed = true;
        notifyAll();
    }

    /** Waits until {@code done}, or until the reader is given up. */
    private synchronized void await(BooleanSupplier done) {
        boolean interrupted = false;
        while (!done.getAsBoolean() && !failed && !isGivenUp()) {
            try {
                wait(LOOK_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isGivenUp() {
        return hurry.getAsBoolean() && inHand > 0 && System.nanoTime() - since > PATIENCE;
    }

    private void work() {
        byte[] next = take();
        while (next != null) {
            for (int from = 0; from < next.length && !failed; from += PIECE) {
                begin();
                stream.write(next, from, Math.min(PIECE, next.length - from));
                failed = stream.checkError();
            }
            next = take();
        }
    }

    private synchronized void begin() {
        since = System.nanoTime();
    }

    /** Waits for what is to be written now: all that has come meanwhile; null: nothing any more. */
    @CheckForNull
    private synchronized byte[] take() {
        inHand = 0;
        notifyAll();
        while (waiting.isEmpty()) {
            if (closed) {
                return null;
            }
            try {
                wait();
            } catch (InterruptedException e) {
                return null; // nobody does that to this thread
            }
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream(size);
        waiting.forEach(all::writeBytes);
        inHand = waiting.size();
        waiting.clear();
        size = 0;
        since = System.nanoTime();
        notifyAll();
        return all.toByteArray();
    }
}
