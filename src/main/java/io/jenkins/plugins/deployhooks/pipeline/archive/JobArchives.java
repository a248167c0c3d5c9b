package io.jenkins.plugins.deployhooks.pipeline.archive;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.engine.cache.deployment.DeploymentCache;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.stores.LayeredStore;
import io.jenkins.plugins.deployhooks.engine.cache.stores.PinnedStore;
import io.jenkins.plugins.deployhooks.engine.cache.stores.RelocatedStore;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.pipeline.archive.place.ArchivePlaces;
import io.jenkins.plugins.deployhooks.pipeline.archive.place.KeptName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The archives that a job may use. Those of its own are in a store of its own, see {@link ArchivePlaces}; each
 * job has a scope of its own in its store.
 */
public final class JobArchives {
    private final List<Job<?, ?>> jobs;

    /** Where a deployment keeps what it needs until its end; null: it is for none. */
    @CheckForNull
    private final Path pins;

    /** Of {@code job}, for no deployment. */
    public JobArchives(Job<?, ?> job) {
        this(job, null);
    }

    private JobArchives(Job<?, ?> job, @CheckForNull Path pins) {
        this.jobs = ReadOrder.of(job);
        this.pins = pins;
    }

    /**
     * For a deployment in {@code run}: what it has decided on, and what it saves, stays for it until {@link
     * PinnedArchives#release}.
     *
     * @param deployment its id
     */
    public static JobArchives of(Run<?, ?> run, String deployment) {
        return new JobArchives(run.getParent(), PinnedArchives.directory(run, deployment));
    }

    /** Whose its own are: the same whatever the name of the job is by now. */
    public String own() throws IOException {
        return KeptName.of(jobs.get(0));
    }

    /** Whose archives it may use, the best first: its own. */
    public List<String> scopes() throws IOException {
        List<String> scopes = new ArrayList<>();
        for (Job<?, ?> job : jobs) {
            scopes.add(KeptName.of(job));
        }
        return scopes;
    }

    /**
     * Opens the store: what is saved there is the job's own.
     *
     * @param definition of the deployment that wants it: there are archives of builds, and of dependencies of its app
     * @throws IOException if the job's own directory cannot be used, with the reason for people
     */
    public CacheStore open(Definition definition) throws IOException, InterruptedException {
        return pins == null ? layers(definition) : pinned(definition, pins);
    }

    /**
     * Keeps {@code entry} for the deployment until its end, whatever becomes of it in its store.
     *
     * @return false: it is gone already
     * @throws IOException if the stores cannot be read
     */
    boolean keep(Entry entry, Definition definition) throws IOException, InterruptedException {
        return pins == null || pinned(definition, pins).keep(entry);
    }

    private PinnedStore pinned(Definition definition, Path directory) throws IOException, InterruptedException {
        PinnedArchives.make(directory);
        return new PinnedStore(layers(definition), directory, own(), ArchiveLimits.FREE_BYTES);
    }

    private LayeredStore layers(Definition definition) throws IOException, InterruptedException {
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
        return new LayeredStore.Layer(store(job), Set.copyOf(DeploymentCache.scopes(KeptName.of(job), definition)));
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

    /** Whether there is a place with archives of {@code job}. */
    public static boolean hasAny(Job<?, ?> job) {
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
}
