package io.jenkins.plugins.deployhooks.engine.cache.store;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/** Port: keeps archives between deployments. Safe for use by several threads and processes. */
public interface CacheStore {
    /**
     * The archive that fits exactly, of the first scope that has one; otherwise the newest whose key begins with the first
     * restore key that any has, again of the first such scope; null: none.
     *
     * @throws IOException if the store cannot be read
     */
    @CheckForNull
    Entry find(Wanted wanted) throws IOException, InterruptedException;

    /**
     * Opens an archive: until it is closed, nobody removes it.
     *
     * @throws IOException if it is not there any more, with the reason for people
     */
    Lease open(Entry entry) throws IOException, InterruptedException;

    /**
     * Stores an archive, whole or not at all. Where there is one of this name already, that one stays unless {@link
     * Made#replace}. Makes room afterwards.
     *
     * @throws IOException if it cannot be made or stored, with the reason for people; nothing is left of it then
     */
    Entry save(Entry.Name name, Made made, Filling filling) throws IOException, InterruptedException;

    /** All archives, the most recently used first. */
    List<Entry> list() throws IOException, InterruptedException;

    /**
     * Removes an archive.
     *
     * @param id its {@link Entry.Name#id}
     * @return false: there is none
     * @throws IOException if it is in use or cannot be removed
     */
    boolean delete(String id) throws IOException, InterruptedException;

    /** Reads every archive and removes those that are damaged; answers what was wrong by the archive's id. */
    Map<String, String> verify() throws IOException, InterruptedException;

    /**
     * How an archive was made.
     *
     * @param parts the parts of its key and their digests
     * @param creator the deployment that makes it, for people
     * @param replace whether an older archive of the same name gives way: a rebuild was asked for
     */
    record Made(Map<String, String> parts, String creator, boolean replace) {
        public Made {
            parts = Map.copyOf(parts);
        }
    }

    /** Makes an archive. */
    @FunctionalInterface
    interface Filling {
        /**
         * Writes the archive.
         *
         * @param file does not exist yet
         * @return what was written
         */
        Entry.Content fill(Path file) throws IOException, InterruptedException;
    }

    /** An archive in use. */
    interface Lease extends AutoCloseable {
        /** What it is. */
        Entry entry();

        /** Its file, for reading; whoever reads it compares the digest. */
        Path file();

        /**
         * Opens its file at its start. Where it is still being written, reading waits for what is to come.
         *
         * @throws IOException if it cannot be opened
         */
        default ReadableByteChannel read() throws IOException {
            return FileChannel.open(file(), StandardOpenOption.READ);
        }

        /**
         * Says that it is damaged.
         *
         * @return whether nobody will find it any more; false: where it is kept nothing is wrong with it, so it stays
         */
        boolean condemn() throws IOException;

        @Override
        void close() throws IOException;
    }
}
