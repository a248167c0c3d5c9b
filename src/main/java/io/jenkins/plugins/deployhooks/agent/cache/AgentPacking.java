package io.jenkins.plugins.deployhooks.agent.cache;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.RestoreSummary;
import io.jenkins.plugins.deployhooks.engine.cache.CachedArchives;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Packs and unpacks on an agent. A copy of an archive that is not what the controller has is transferred anew.
 *
 * @param packing where the tree is
 */
public record AgentPacking(CachedArchives.Packing packing) implements CachedArchives.Packing {
    @Override
    public ArchiveSummary pack(CachedArchives.Place place, Path file) throws IOException, InterruptedException {
        return packing.pack(place, file);
    }

    @Override
    public RestoreSummary unpack(CacheStore.Lease lease, CachedArchives.Place place)
            throws IOException, InterruptedException {
        if (!(lease instanceof AgentLease agent)) {
            return packing.unpack(lease, place);
        }
        if (agent.isHere()) {
            try {
                return packing.unpack(agent, place);
            } catch (ArchiveRefused e) {
                // Too large it will be from the controller, too.
                if (e.reason() == ArchiveRefused.Reason.TOO_LARGE) {
                    throw e;
                }
                agent.discard();
            }
        }
        return agent.fetch(arrival -> packing.unpack(arrival, place));
    }
}
