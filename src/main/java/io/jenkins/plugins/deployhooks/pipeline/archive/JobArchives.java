package io.jenkins.plugins.deployhooks.pipeline.archive;

import hudson.model.Job;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The archives that a job may use. Those of its own are below the directory of the job, so they go and move with it; each
 * job has a scope of its own in its store, its full name.
 */
public final class JobArchives {
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
     * @throws IOException if the job's own directory cannot be used, with the reason for people
     */
    public CacheStore open() throws IOException, InterruptedException {
        return new DirectoryCacheStore(directory(jobs.get(0)), ArchiveLimits.JOB, InstantSource.system());
    }

    /** Where the archives of {@code job} are. */
    static Path directory(Job<?, ?> job) {
        return job.getRootDir().toPath().resolve("deploy-hooks").resolve("archives");
    }
}
