package io.jenkins.plugins.deployhooks.agent.archive;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.RestoreSummary;
import io.jenkins.plugins.deployhooks.engine.cache.CachedArchives;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Refuses to keep what nobody might unpack.
 *
 * @param packing does it
 * @param limits of archives, those of {@code packing}
 */
record LimitedPacking(CachedArchives.Packing packing, Limits limits) implements CachedArchives.Packing {
    @Override
    public ArchiveSummary pack(CachedArchives.Place place, Path file) throws IOException, InterruptedException {
        ArchiveSummary summary = packing.pack(place, file);
        check("files", summary.content().entries(), limits.entries());
        check("bytes", summary.content().bytes(), limits.bytes());
        return summary;
    }

    @Override
    public RestoreSummary unpack(CacheStore.Lease lease, CachedArchives.Place place)
            throws IOException, InterruptedException {
        return packing.unpack(lease, place);
    }

    private static void check(String what, long value, long most) throws IOException {
        if (value > most) {
            throw new IOException("the archive has " + value + " " + what + ", and the administrator allows " + most
                    + "; leave some out with cache: excludes");
        }
    }
}
