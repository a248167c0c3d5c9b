package io.jenkins.plugins.deployhooks.agent.archive;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.cache.CachedArchives;
import io.jenkins.plugins.deployhooks.engine.cache.deployment.DeploymentCache;
import io.jenkins.plugins.deployhooks.engine.cache.record.CacheJson;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.deployment.record.SavedJson;
import io.jenkins.plugins.deployhooks.engine.deployment.record.SavedPlan;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;

/**
 * What is to be done with the archives of a deployment, in a form that travels.
 *
 * @param kind what
 * @param id the deployment
 * @param scopes whose archives may be used, its own first
 * @param decided what was decided
 */
public record ArchiveOrder(Kind kind, String id, ArrayList<String> scopes, Decided decided) implements Serializable {
    /** What can be done, as {@link Archives} says it. */
    public enum Kind {
        RESTORE,
        SAVE,
        BRING
    }

    /**
     * What was decided, as JSON.
     *
     * @param plan definition and plan
     * @param cache whether an archive fits
     * @param most how large an archive may be
     */
    public record Decided(String plan, String cache, Most most) implements Serializable {}

    /**
     * How large an archive may be, and how it is packed.
     *
     * @param entries files, directories and links
     * @param bytes of all files
     * @param format how it is packed where that can be done: what its name would end with
     */
    public record Most(long entries, long bytes, String format) implements Serializable {}

    /** The limits of archives. */
    Limits limits() {
        Limits others = Limits.DEFAULT;
        return new Limits(decided.most().entries(), decided.most().bytes(), others.ratio(), others.names());
    }

    /** How an archive is packed. */
    ArchiveFormat format() {
        return ArchiveFormat.of(decided.most().format());
    }

    /** Does it in {@code root}, with the archives of {@code store}. */
    public Archives.Work run(Path root, CacheStore store, CachedArchives.Packing packing)
            throws IOException, InterruptedException {
        SavedPlan plan = SavedJson.readPlan(decided.plan());
        DeploymentCache cache = DeploymentCache.of(
                id,
                new DeploymentCache.Place(scopes, root),
                new DeploymentCache.Decided(
                        plan.definition(),
                        plan.plan(),
                        CacheJson.readDecision(decided.cache()).decision()));
        Archives archives = cache.archives(store, packing);
        return switch (kind) {
            case RESTORE -> archives.restore();
            case SAVE -> archives.save();
            case BRING -> archives.bring();
        };
    }
}
