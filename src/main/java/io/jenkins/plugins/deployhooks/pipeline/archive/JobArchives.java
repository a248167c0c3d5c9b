package io.jenkins.plugins.deployhooks.pipeline.archive;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import io.jenkins.plugins.deployhooks.engine.cache.deployment.DeploymentCache;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.stores.LayeredStore;
import io.jenkins.plugins.deployhooks.engine.cache.stores.RelocatedStore;
import io.jenkins.plugins.deployhooks.engine.cache.stores.Stores;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The archives that a job may use. Each job has a store of its own, see {@link ArchivePlaces}, and
 * a scope of its own in it, its full name.
 */
public final class JobArchives {
    private static final Logger LOGGER = Logger.getLogger(JobArchives.class.getName());

    private final List<Job<?, ?>> jobs;

    /** Of {@code job}. */
    public JobArchives(Job<?, ?> job) {
        this.jobs = ReadOrder.of(job);
    }

    /** The full name of the job. */
    public String own() {
        return jobs.get(0).getFullName();
    }

    /** Whose archives it may use, the best first: its own. */
    public List<String> scopes() {
        List<String> scopes = new ArrayList<>();
        jobs.forEach(job -> scopes.add(job.getFullName()));
        return scopes;
    }

    /**
     * Opens the store: what is saved there is the job's own.
     *
     * @param definition of the deployment that wants it: there are archives of builds, and of dependencies of its app
     * @throws IOException if the job's own directory cannot be used, with the reason for people
     */
    public CacheStore open(Definition definition) throws IOException, InterruptedException {
        List<LayeredStore.Layer> others = new ArrayList<>();
        for (Job<?, ?> other : jobs.subList(1, jobs.size())) {
            if (hasAny(other)) {
                others.add(layer(other, definition));
            }
        }
        return new LayeredStore(layer(jobs.get(0), definition), others);
    }

    private static LayeredStore.Layer layer(Job<?, ?> job, Definition definition)
            throws IOException, InterruptedException {
        return new LayeredStore.Layer(store(job), Set.copyOf(DeploymentCache.scopes(job.getFullName(), definition)));
    }

    /**
     * The store of {@code job} alone, for whoever looks at it and clears it up; null: it has none.
     *
     * @throws IOException if it cannot be used, with the reason for people
     */
    @CheckForNull
    public static CacheStore of(Job<?, ?> job) throws IOException, InterruptedException {
        return hasAny(job) ? store(job) : null;
    }

    private static boolean hasAny(Job<?, ?> job) {
        return Files.isDirectory(ArchivePlaces.now(job))
                || !ArchivePlaces.before(job).isEmpty();
    }

    private static CacheStore store(Job<?, ?> job) throws IOException, InterruptedException {
        DirectoryCacheStore here = store(ArchivePlaces.now(job));
        List<DirectoryCacheStore> before = new ArrayList<>();
        for (Path place : ArchivePlaces.before(job)) {
            before.add(store(place));
        }
        return before.isEmpty() ? here : new RelocatedStore(here, before);
    }

    private static DirectoryCacheStore store(Path directory) throws IOException, InterruptedException {
        return new DirectoryCacheStore(directory, ArchiveLimits.job(), InstantSource.system());
    }

    /** Removes what has not been used for the longest time, where all jobs together have too much. Not for long. */
    static void makeRoom() throws InterruptedException {
        for (String fault :
                Stores.makeRoom(ArchivePlaces.all(), ArchiveLimits.allBytes()).faults()) {
            LOGGER.log(Level.WARNING, "old archives stay: {0}", fault);
        }
    }
}
