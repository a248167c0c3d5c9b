package io.jenkins.plugins.deployhooks.agent.cache;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Watches the transfer of an archive that a thread does. Where nothing moves for too long the thread is interrupted: the
 * other side may have stopped to read or to write without a word, and would keep the thread waiting for ever.
 */
public final class TransferWatch {
    private final Thread transfer = Thread.currentThread();
    private final Duration patience;
    private volatile long movedAt = System.nanoTime();

    // Guarded by this.
    private boolean over;

    @CheckForNull
    private String why;

    private TransferWatch(Duration patience) {
        this.patience = patience;
    }

    /** A transfer. */
    @FunctionalInterface
    public interface Transfer<T> {
        /** Does it in the thread that is watched; what moves, moves {@code watch}. */
        T run(TransferWatch watch) throws IOException, InterruptedException;
    }

    /**
     * Does {@code transfer} in this thread.
     *
     * @param patience how long nothing may move
     * @throws IOException as {@code transfer}; or, where it was ended by the watch, with the reason for people
     */
    public static <T> T over(Duration patience, Transfer<T> transfer) throws IOException, InterruptedException {
        TransferWatch watch = new TransferWatch(patience);
        Thread guard =
                new Thread(watch::guard, "watches " + Thread.currentThread().getName());
        guard.setDaemon(true);
        guard.start();
        try {
            return transfer.run(watch);
        } catch (IOException | InterruptedException | RuntimeException e) {
            String reason = watch.end();
            if (reason != null) {
                throw new IOException(reason, e);
            }
            throw e;
        } finally {
            watch.end();
        }
    }

    /** Something has moved. */
    public void moved() {
        movedAt = System.nanoTime();
    }

    /** Ends the transfer for a reason of its own, from any thread; no difference where it is over. */
    public synchronized void stop(String reason) {
        if (!over && why == null) {
            why = reason;
            transfer.interrupt();
            notifyAll();
        }
    }

    /** {@code in}, of which each piece that comes moves this. */
    public InputStream of(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int read = in.read();
                moved();
                return read;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = in.read(buffer, offset, length);
                moved();
                return read;
            }
        };
    }

    /** {@code out}, of which each piece that went moves this. */
    public OutputStream of(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(int b) throws IOException {
                out.write(b);
                moved();
            }

            @Override
            public void write(byte[] buffer, int offset, int length) throws IOException {
                out.write(buffer, offset, length);
                moved();
            }
        };
    }

    private synchronized void guard() {
        try {
            while (!over && why == null) {
                long left = patience.toNanos() - (System.nanoTime() - movedAt);
                if (left <= 0) {
                    stop("nothing of the archive moved for " + patience.toSeconds() + " s, so its transfer was ended");
                } else {
                    TimeUnit.NANOSECONDS.timedWait(this, left + 1_000_000);
                }
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but to end the process.
            Thread.currentThread().interrupt();
        }
    }

    /** The transfer is over; why it was ended, or null. An interrupt of ours that came too late is taken back. */
    @CheckForNull
    private synchronized String end() {
        if (!over && why != null) {
            Thread.interrupted();
        }
        over = true;
        notifyAll();
        return why;
    }
}
