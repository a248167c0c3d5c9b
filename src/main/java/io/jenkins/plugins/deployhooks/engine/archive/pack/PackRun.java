package io.jenkins.plugins.deployhooks.engine.archive.pack;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Notes;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.stream.Packer;
import io.jenkins.plugins.deployhooks.engine.archive.tar.TarEntry;
import io.jenkins.plugins.deployhooks.engine.archive.tar.TarHeaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Takes the pieces of one archive in order and has them compressed. */
final class PackRun {
    /** Fits a processor's own cache, from where zstd copies it. */
    private static final int BUFFER = 256 * 1024;

    private final ReadAhead ahead;
    private final Packer packer;
    private final Progress progress;
    private final Notes notes;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private long entries;
    private long bytes;

    PackRun(ReadAhead ahead, Packer packer, Progress progress, Notes notes) {
        this.ahead = ahead;
        this.packer = packer;
        this.progress = progress;
        this.notes = notes;
    }

    /** Packs everything and the end. */
    ArchiveSummary.ArchiveFile pack() throws IOException, InterruptedException {
        for (ReadAhead.Piece piece = ahead.next(); piece != null; piece = ahead.next()) {
            Node large = piece.large();
            Future<Batch> small = piece.batch();
            if (large != null) {
                large(large);
            } else if (small != null) {
                Batch batch = read(small);
                packer.write(batch.buffer());
                add(batch.entries(), batch.bytes());
                ahead.done(batch);
            }
        }
        buffer.clear();
        TarHeaders.putEnd(buffer);
        packer.write(buffer.flip());
        return packer.finish();
    }

    ArchiveSummary.Content content() {
        return new ArchiveSummary.Content(entries, bytes);
    }

    private static Batch read(Future<Batch> batch) throws IOException, InterruptedException {
        try {
            return batch.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        }
    }

    private void large(Node node) throws IOException {
        TarEntry entry = node.entry();
        try (FileChannel channel = FileChannel.open(node.path(), Batch.READ)) {
            buffer.clear();
            TarHeaders.put(buffer, entry);
            add(1, 0);
            for (long left = entry.size(); left > 0; ) {
                buffer.limit((int) Math.min(buffer.capacity(), buffer.position() + left));
                int read = channel.read(buffer);
                if (read < 0) {
                    throw new IOException(entry.name() + " became shorter while it was archived");
                }
                left -= read;
                // the limit is where the file ends, if that is in this buffer
                if (!buffer.hasRemaining()) {
                    flush(left == 0);
                }
                add(0, read);
            }
            if (channel.read(buffer.clear().limit(1)) > 0) {
                notes.add(entry.name() + " grew while it was archived; what was added is left out.");
            }
        } catch (NoSuchFileException e) {
            Batch.vanished(node, notes);
        } catch (AccessDeniedException e) {
            throw TreeScan.unreadable(entry.name().toString(), e);
        }
    }

    private void flush(boolean last) throws IOException {
        buffer.limit(buffer.capacity());
        if (last) {
            Batch.pad(buffer);
        }
        packer.write(buffer.flip());
        buffer.clear();
    }

    private void add(long more, long moreBytes) {
        entries += more;
        bytes += moreBytes;
        progress.reached(entries, bytes);
    }
}
