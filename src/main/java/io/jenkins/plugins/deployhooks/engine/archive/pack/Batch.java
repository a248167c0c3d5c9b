package io.jenkins.plugins.deployhooks.engine.archive.pack;

import io.jenkins.plugins.deployhooks.engine.archive.Notes;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryName;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryType;
import io.jenkins.plugins.deployhooks.engine.archive.tar.TarEntry;
import io.jenkins.plugins.deployhooks.engine.archive.tar.TarHeaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/** A piece of an archive: nodes that follow each other, read by one thread into one buffer. */
final class Batch {
    /** Links are not followed here either: the file may have been replaced since it was looked at. */
    static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private static final byte[] ZEROS = new byte[TarHeaders.BLOCK];

    private final List<Node> nodes;
    private final ByteBuffer buffer;
    private final Notes notes;
    private long entries;
    private long bytes;

    Batch(List<Node> nodes, ByteBuffer buffer, Notes notes) {
        this.nodes = List.copyOf(nodes);
        this.buffer = buffer;
        this.notes = notes;
    }

    /** How much of a buffer a node may take, one byte more than its contents included. In bytes. */
    static long room(TarEntry entry) {
        return TarHeaders.room(entry) + TarHeaders.padded(entry.size() + 1);
    }

    /** Reads all. */
    Batch read() throws IOException {
        buffer.clear();
        for (Node node : nodes) {
            if (node.entry().size() > 0) {
                file(node);
            } else {
                TarHeaders.put(buffer, node.entry());
                entries++;
            }
        }
        buffer.flip();
        return this;
    }

    /** What was read, ready to be written. */
    ByteBuffer buffer() {
        return buffer;
    }

    long entries() {
        return entries;
    }

    long bytes() {
        return bytes;
    }

    private void file(Node node) throws IOException {
        TarEntry entry = node.entry();
        int header = buffer.position();
        int start = header + TarHeaders.room(entry);
        try (FileChannel channel = FileChannel.open(node.path(), READ)) {
            // a byte more than there should be shows the end, or that the file grew, without another system call
            buffer.position(start).limit(start + (int) entry.size() + 1);
            while (buffer.hasRemaining() && channel.read(buffer) > 0 && buffer.remaining() > 1) {
                // a short read is the end, unless the file system is an odd one
            }
        } catch (NoSuchFileException e) {
            vanished(node, notes);
            buffer.clear().position(header);
            return;
        } catch (AccessDeniedException e) {
            throw TreeScan.unreadable(entry.name().toString(), e);
        }
        int size = Math.min(buffer.position() - start, (int) entry.size());
        if (buffer.position() - start != entry.size()) {
            notes.add(entry.name() + " changed while it was archived; it is in the archive as it was then.");
        }
        buffer.clear().position(header);
        TarHeaders.put(buffer, new TarEntry(EntryType.FILE, entry.name(), entry.mode(), size, EntryName.NONE));
        pad(buffer.position(start + size));
        entries++;
        bytes += size;
    }

    /** Says that a file is not there any more; with other names to follow that is more than can be said. */
    static void vanished(Node node, Notes notes) throws IOException {
        if (node.otherNames()) {
            throw new IOException(node.entry().name()
                    + " vanished while it was archived, and other names of the same file may follow");
        }
        notes.add(node.entry().name() + " vanished while it was archived and is left out.");
    }

    /** Fills the last block with zeros. */
    static void pad(ByteBuffer buffer) {
        int gap = -buffer.position() & TarHeaders.BLOCK - 1;
        buffer.put(ZEROS, 0, gap);
    }
}
