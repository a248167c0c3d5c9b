package io.jenkins.plugins.deployhooks.agent.cache;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.ObjectStreamException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.remoting.SerializableOnlyOverRemoting;

/**
 * An archive that is given away while it is made: one thread writes its file, and another gives what is there already, so
 * that packing and the transfer take their time together. What it is can be asked only once all of it was made and given, so
 * what was broken off never passes for whole.
 */
final class Departure implements Closeable {
    /** Nobody tells when the file grows. */
    private static final long LOOK_MILLIS = 5;

    private final Thread transfer;
    private final Duration silence;

    // Guarded by this.
    @CheckForNull
    private Path file;

    @CheckForNull
    private FileChannel channel;

    @CheckForNull
    private Entry.Content made;

    @CheckForNull
    private Entry stored;

    @CheckForNull
    private Throwable fault;

    private boolean given;
    private boolean brokenOff;
    private boolean over;

    /** Gives an archive away. */
    @FunctionalInterface
    interface Giving {
        /** Gives all of {@code file} to somebody, who asks {@code making} at its end; to be ended by an interrupt. */
        Entry give(InputStream file, ArchiveGate.Making making) throws IOException, InterruptedException;
    }

    /**
     * Of an archive that is not begun yet.
     *
     * @param name of it
     * @param silence how long a reader waits for bytes before it is told that there are none yet
     * @param giving runs in a thread of its own
     */
    Departure(Entry.Name name, Duration silence, Giving giving) {
        this.silence = silence;
        this.transfer = new Thread(() -> run(giving), "gives the archive " + name.id());
        this.transfer.setDaemon(true);
    }

    private void run(Giving giving) {
        Entry result = null;
        Throwable why = null;
        try {
            result = giving.give(new Follower(), new Proxied(this));
        } catch (Throwable e) { // an error too: who waits for the end would wait for ever
            why = e;
        }
        synchronized (this) {
            stored = result;
            fault = why;
            over = true;
            notifyAll();
        }
    }

    /**
     * Has {@code filling} make the archive, which is given away meanwhile. When this returns nobody reads {@code target} any
     * more: where it has been given, and where it was not made or not taken.
     *
     * @param target a new file, written from its first byte to its last
     */
    Entry.Content make(Path target, CacheStore.Filling filling) throws IOException, InterruptedException {
        synchronized (this) {
            file = target;
        }
        transfer.start();
        try {
            Entry.Content content = filling.fill(target);
            awaitReader(content);
            return content;
        } finally {
            breakOff();
        }
    }

    private synchronized void awaitReader(Entry.Content content) throws InterruptedException {
        made = content;
        notifyAll();
        while (!given && !over) {
            wait();
        }
    }

    private synchronized void breakOff() throws IOException {
        brokenOff = !given;
        notifyAll();
        closeFile();
    }

    private void closeFile() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    /** Whether the archive was made whole, and all of it given away. */
    synchronized boolean isGiven() {
        return given;
    }

    /** What whoever took the archive has now; waits for it. */
    synchronized Entry stored() throws IOException, InterruptedException {
        while (!over) {
            wait();
        }
        if (fault instanceof IOException e) {
            throw e;
        }
        if (fault != null || stored == null) {
            throw new IOException("the transfer of the archive has ended: " + fault, fault);
        }
        return stored;
    }

    /** Ends the transfer, if it has not ended, and does not wait for it: it reads nothing any more. */
    @Override
    public void close() {
        transfer.interrupt();
    }

    private synchronized ArchiveForm.Content made() throws IOException {
        if (made == null || !given) {
            throw new IOException("the archive was not made whole");
        }
        return ArchiveForm.Content.of(made);
    }

    /** Fills {@code target}, as far as there is enough; -1: nothing was left. */
    private synchronized int read(ByteBuffer target) throws IOException {
        if (given) {
            return -1;
        }
        long start = System.nanoTime();
        while (target.hasRemaining() && System.nanoTime() - start < silence.toNanos()) {
            if (brokenOff) {
                throw new IOException("the archive was not made whole");
            }
            // In this order: all that was made whole has been written.
            boolean whole = made != null;
            if (more(target) > 0) {
                continue;
            }
            if (whole) {
                given = true;
                closeFile();
                notifyAll();
                return target.position() == 0 ? -1 : target.position();
            }
            pause();
        }
        return target.position();
    }

    /** What the file has more; at most 0: nothing, so far. */
    private int more(ByteBuffer target) throws IOException {
        if (channel == null && file != null) {
            try {
                channel = FileChannel.open(file, StandardOpenOption.READ);
            } catch (NoSuchFileException e) {
                // Not begun yet.
                return 0;
            }
        }
        return channel == null ? 0 : channel.read(target);
    }

    private void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.timedWait(this, LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("nobody wants the archive any more").initCause(e);
        }
    }

    /** Reads what is there, and waits for what is to come: a message costs the same, however little is in it. */
    private final class Follower extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            int length;
            do {
                length = read(one, 0, 1);
            } while (length == 0);
            return length < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return Departure.this.read(ByteBuffer.wrap(buffer, offset, length).slice());
        }
    }

    /** Becomes a proxy on its way. */
    private static final class Proxied implements ArchiveGate.Making, SerializableOnlyOverRemoting {
        private static final long serialVersionUID = 1L;

        @SuppressFBWarnings(value = "SE_BAD_FIELD", justification = "only a proxy travels")
        private final Departure departure;

        Proxied(Departure departure) {
            this.departure = departure;
        }

        @Override
        public ArchiveForm.Content made() throws IOException {
            return departure.made();
        }

        private Object writeReplace() throws ObjectStreamException {
            return getChannelForSerialization().export(ArchiveGate.Making.class, this);
        }
    }
}
