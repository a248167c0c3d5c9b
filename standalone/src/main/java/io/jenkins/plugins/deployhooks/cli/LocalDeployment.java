package io.jenkins.plugins.deployhooks.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.cli.console.LiveOutput;
import io.jenkins.plugins.deployhooks.cli.options.CacheDirectory;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.pack.ArchiveWriter;
import io.jenkins.plugins.deployhooks.engine.archive.unpack.ArchiveReader;
import io.jenkins.plugins.deployhooks.engine.cache.CacheDecision;
import io.jenkins.plugins.deployhooks.engine.cache.CacheSubject;
import io.jenkins.plugins.deployhooks.engine.cache.CachedArchives;
import io.jenkins.plugins.deployhooks.engine.cache.deployment.DeploymentCache;
import io.jenkins.plugins.deployhooks.engine.cache.deployment.DeploymentDirectories;
import io.jenkins.plugins.deployhooks.engine.cache.deployment.DeploymentMemory;
import io.jenkins.plugins.deployhooks.engine.cache.deployment.LocalPacking;
import io.jenkins.plugins.deployhooks.engine.cache.key.BuildKey;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import io.jenkins.plugins.deployhooks.engine.deployment.About;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.premises.AppPremises;
import io.jenkins.plugins.deployhooks.engine.premises.Premises;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one deployment on this machine takes from earlier ones and leaves for later ones.
 *
 * @param plan what it does
 * @param kept its archives; null: it has none
 * @param memory of earlier deployments; null: there is none
 * @param directories its own ones
 * @param cache the directory of the cache; null: there is none
 */
record LocalDeployment(
        Plan plan,
        @CheckForNull Kept kept,
        @CheckForNull DeploymentMemory memory,
        DeploymentDirectories directories,
        @CheckForNull CacheDirectory cache) {
    /**
     * The archives of a deployment.
     *
     * @param cache what was decided
     * @param store where they are
     */
    record Kept(DeploymentCache cache, CacheStore store) {}

    /** The archives; {@code listener} shows how far they are. */
    Archives archives(LiveOutput listener) {
        if (kept == null) {
            return Archives.NONE;
        }
        CacheDecision decision = kept.cache().decision();
        Entry found = decision.fitting() == null ? decision.nearest() : decision.fitting();
        // An archive is about as large as the one before it.
        LiveOutput.Amount amount = listener.amount(found == null ? 0 : CachedArchives.entries(found.content()));
        LocalPacking packing = new LocalPacking(
                new ArchiveWriter(ArchiveFormat.TAR_ZST, amount), new ArchiveReader(Limits.DEFAULT, amount));
        return kept.cache().archives(kept.store(), packing);
    }

    /** Why the run phase of this deployment, {@code id}, cannot leave out anything as unchanged any more; null: as planned. */
    @CheckForNull
    String overtaken(String id) {
        try {
            return memory == null ? null : memory.runBegins(id, plan);
        } catch (IOException e) {
            return "what is remembered of earlier deployments cannot be written (" + e.getMessage()
                    + "), so nothing is left out because nothing has changed";
        }
    }

    /** Works on the directory of the app, in which neither the cache nor the logs count. */
    Premises premises(Definition definition, About about) {
        if (cache == null) {
            return Premises.NONE;
        }
        Target target = definition.target();
        Path root = about.root();
        Path home =
                target.folder() == null ? root : root.resolve(target.folder()).normalize();
        List<Path> others = new ArrayList<>(cache.all());
        others.add(about.logs());
        return new AppPremises(
                new AppPremises.Place(home, cache.mounts(root, target), about.logs(), others, false),
                definition.rules().running().mounts());
    }

    /** What hooks see of it. */
    About.Kept seen(Path root) {
        Map<String, String> values = new HashMap<>(directories.values());
        values.put("project", String.valueOf(root.getFileName()));
        if (kept != null) {
            BuildKey key = kept.cache().decision().subject().key();
            values.put("tree", key.parts().get(BuildKey.TREE));
        }
        return new About.Kept(memory == null ? null : memory.previousResult(), values);
    }

    /**
     * Remembers how it ended, and wipes what was its own.
     *
     * @return what went wrong, for people
     */
    List<String> end(Report report) {
        List<String> faults = new ArrayList<>();
        try {
            directories.close();
        } catch (IOException e) {
            faults.add("the TMPDIR of this deployment is not removed: " + e.getMessage());
        }
        try {
            if (memory != null) {
                CacheSubject subject =
                        kept == null ? null : kept.cache().decision().subject();
                memory.ended(plan, report, subject);
            }
        } catch (IOException e) {
            faults.add("this deployment is not remembered: " + e.getMessage());
        }
        return faults;
    }
}
