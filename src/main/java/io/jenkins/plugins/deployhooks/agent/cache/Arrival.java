package io.jenkins.plugins.deployhooks.agent.cache;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An archive on its way: one thread writes its file, and another reads from it what has come already, so that unpacking does
 * not wait for the last byte. Its end is known only when the transfer has ended well. Who reads it compares the digest.
 */
final class Arrival implements CacheStore.Lease {
    private final Entry entry;
    private final Path file;
    private final OutputStream written;
    private final Thread transfer;

    // Guarded by this.
    private long come;
    private boolean ended;
    private boolean closed;

    @CheckForNull
    private Throwable fault;

    /** Brings all bytes of an archive. */
    @FunctionalInterface
    interface Transfer {
        /** Writes them to {@code out}, in any thread; to be ended by an interrupt. */
        void run(OutputStream out) throws IOException, InterruptedException;
    }

    /**
     * Begins to bring an archive.
     *
     * @param file a new file for it
     * @param transfer runs in a thread of its own
     */
    Arrival(Entry entry, Path file, Transfer transfer) throws IOException {
        this.entry = entry;
        this.file = file;
        this.written = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.transfer = new Thread(
                () -> run(transfer), "brings the archive " + entry.name().id());
        this.transfer.setDaemon(true);
        this.transfer.start();
    }

    private void run(Transfer bringing) {
        try {
            bringing.run(new Counted());
            end(null);
        } catch (Throwable e) { // an error too: who reads would wait for ever
            end(e);
        }
    }

    private synchronized void end(@CheckForNull Throwable why) {
        ended = true;
        fault = why;
        notifyAll();
    }

    @Override
    public Entry entry() {
        return entry;
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public ReadableByteChannel read() throws IOException {
        return new Follower(FileChannel.open(file, StandardOpenOption.READ));
    }

    /** Not for what is on its way: the copy that it becomes, and what the controller has. */
    @Override
    public boolean condemn() {
        throw new UnsupportedOperationException("an archive on its way is in no store");
    }

    /** Ends the transfer, if it has not ended, and does not wait for it: it writes nothing any more. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
        }
        transfer.interrupt();
        written.close();
    }

    /** Waits until more than {@code read} bytes are there; how many more, 0: that was all. */
    private synchronized long more(long read) throws IOException {
        try {
            while (come == read && !ended) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new ClosedByInterruptException().initCause(e);
        }
        if (come > read) {
            return come - read;
        }
        if (fault instanceof IOException e) {
            throw e;
        }
        if (fault != null) {
            throw new IOException("the transfer of the archive has ended: " + fault, fault);
        }
        return 0;
    }

    private synchronized void check(long length) throws IOException {
        if (closed) {
            throw new IOException("nobody wants the archive any more");
        }
        long most = entry.content().bytes();
        if (length > most - come) {
            throw new IOException("it has more than the " + most + " bytes that it should have");
        }
    }

    private synchronized void came(long length) {
        come += length;
        notifyAll();
    }

    /** Takes no more than there should be. */
    private final class Counted extends FilterOutputStream {
        Counted() {
            super(written);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            check(length);
            out.write(buffer, offset, length);
            came(length);
        }
    }

    /** Reads what has come. */
    private final class Follower implements ReadableByteChannel {
        private final FileChannel channel;
        private long place;

        Follower(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            long more = more(place);
            if (more == 0) {
                return -1;
            }
            int limit = target.limit();
            target.limit((int) Math.min(limit, target.position() + more));
            try {
                int length = channel.read(target, place);
                place += Math.max(0, length);
                return length;
            } finally {
                target.limit(limit);
            }
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
