package io.jenkins.plugins.deployhooks.engine.cache.deployment;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.RestoreSummary;
import io.jenkins.plugins.deployhooks.engine.archive.pack.ArchiveWriter;
import io.jenkins.plugins.deployhooks.engine.archive.unpack.ArchiveReader;
import io.jenkins.plugins.deployhooks.engine.cache.CachedArchives;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Packs and unpacks where the store is, too.
 *
 * @param writer makes archives
 * @param reader unpacks them
 */
public record LocalPacking(ArchiveWriter writer, ArchiveReader reader) implements CachedArchives.Packing {
    @Override
    public ArchiveSummary pack(CachedArchives.Place place, Path file) throws IOException, InterruptedException {
        return writer.write(place.root(), place.selection(), file);
    }

    @Override
    public RestoreSummary unpack(CacheStore.Lease lease, CachedArchives.Place place)
            throws IOException, InterruptedException {
        Entry.Content content = lease.entry().content();
        ArchiveSummary.ArchiveFile expected = new ArchiveSummary.ArchiveFile(content.bytes(), content.digest());
        ArchiveReader.Source archive =
                new ArchiveReader.Source("the archive " + lease.entry().name().id(), lease::read);
        return reader.restore(archive, expected, place.root(), place.selection());
    }
}
