package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import io.jenkins.plugins.deployhooks.engine.archive.stream.ChunkReader;
import io.jenkins.plugins.deployhooks.engine.archive.tar.TarEntry;
import java.io.IOException;
import java.util.function.Consumer;

/** Where entries go. Their names were checked; what exists already, or is a link, is for the sink to notice. */
interface EntrySink {
    /** Tells of each entry, and keeps nothing. */
    static EntrySink telling(Consumer<TarEntry> each) {
        return new EntrySink() {
            @Override
            public void add(TarEntry entry) {
                each.accept(entry);
            }

            @Override
            public void file(TarEntry entry, ChunkReader contents) throws IOException, InterruptedException {
                each.accept(entry);
                Extraction.skip(contents, entry.size());
            }
        };
    }

    /** Takes a directory or a link. */
    void add(TarEntry entry) throws IOException, InterruptedException;

    /** Takes a file, and {@link TarEntry#size} bytes out of {@code contents}. */
    void file(TarEntry entry, ChunkReader contents) throws IOException, InterruptedException;
}
