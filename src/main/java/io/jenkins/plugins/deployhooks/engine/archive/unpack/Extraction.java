package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused.Reason;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.stream.ChunkReader;
import io.jenkins.plugins.deployhooks.engine.archive.stream.Slice;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryType;
import io.jenkins.plugins.deployhooks.engine.archive.tar.TarEntry;
import io.jenkins.plugins.deployhooks.engine.archive.tar.TarHeaders;
import io.jenkins.plugins.deployhooks.engine.archive.tar.TarReader;
import java.io.IOException;
import java.util.function.Consumer;

/** Reads one archive from its first to its last byte and gives what is accepted to a sink. */
final class Extraction {
    /** What tar programs write behind the end, to fill their last record; the largest that is usual is 10 KiB. */
    private static final long MOST_PADDING = 1024 * 1024;

    private static final int PROGRESS_EVERY = 128;

    /** Where entries go. Their names were checked; what exists already, or is a link, is for the sink to notice. */
    interface Sink {
        /** Tells of each entry, and keeps nothing. */
        static Sink telling(Consumer<TarEntry> each) {
            return new Sink() {
                @Override
                public void add(TarEntry entry) {
                    each.accept(entry);
                }

                @Override
                public void file(TarEntry entry, ChunkReader contents) throws IOException, InterruptedException {
                    each.accept(entry);
                    skip(contents, entry.size());
                }
            };
        }

        /** Takes a directory or a link. */
        void add(TarEntry entry) throws IOException, InterruptedException;

        /** Takes a file, and {@link TarEntry#size} bytes out of {@code contents}. */
        void file(TarEntry entry, ChunkReader contents) throws IOException, InterruptedException;
    }

    private final ChunkReader chunks;
    private final EntryRules rules;
    private final Progress progress;

    Extraction(ChunkReader chunks, EntryRules rules, Progress progress) {
        this.chunks = chunks;
        this.rules = rules;
        this.progress = progress;
    }

    void run(Sink sink) throws IOException, InterruptedException {
        TarReader reader = new TarReader(chunks::fill);
        long seen = 0;
        for (TarEntry raw = reader.next(); raw != null; raw = reader.next()) {
            TarEntry entry = rules.accept(raw);
            if (entry.type() == EntryType.FILE) {
                sink.file(entry, chunks);
                skip(chunks, TarHeaders.padded(entry.size()) - entry.size());
            } else if (entry.name().length() > 0) {
                sink.add(entry);
            }
            seen++;
            if (seen % PROGRESS_EVERY == 0) {
                progress.reached(rules.content().entries(), rules.content().bytes());
            }
        }
        padding();
        progress.reached(rules.content().entries(), rules.content().bytes());
    }

    /** Takes {@code bytes} out of {@code contents}. */
    static void skip(ChunkReader contents, long bytes) throws IOException, InterruptedException {
        for (long left = bytes; left > 0; ) {
            Slice slice = next(contents, left);
            left -= slice.bytes().remaining();
            slice.release();
        }
    }

    /** The next part of what must still be there. */
    static Slice next(ChunkReader contents, long most) throws IOException, InterruptedException {
        Slice slice = contents.slice(most);
        if (slice == null) {
            throw new ArchiveRefused(Reason.DAMAGED, "it is cut off");
        }
        return slice;
    }

    private void padding() throws IOException, InterruptedException {
        long padding = 0;
        for (Slice slice = chunks.slice(Long.MAX_VALUE); slice != null; slice = chunks.slice(Long.MAX_VALUE)) {
            padding += slice.bytes().remaining();
            boolean zeros = true;
            while (slice.bytes().hasRemaining()) {
                zeros &= slice.bytes().get() == 0;
            }
            slice.release();
            if (!zeros || padding > MOST_PADDING) {
                throw new ArchiveRefused(Reason.DAMAGED, "something follows its end");
            }
        }
    }
}
