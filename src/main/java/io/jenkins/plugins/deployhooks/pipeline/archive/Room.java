package io.jenkins.plugins.deployhooks.pipeline.archive;

import hudson.model.Job;
import io.jenkins.plugins.deployhooks.engine.cache.stores.Stores;
import io.jenkins.plugins.deployhooks.pipeline.archive.place.ArchivePlaces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * The room that the archives of all jobs have together. Pull requests from forks have a share of it, and no more: whoever
 * opens many of them pushes out what other forks have left, and never what the project itself needs.
 */
final class Room {
    private static final Logger LOGGER = Logger.getLogger(Room.class.getName());

    /** Of the whole: all forks together have a fifth. */
    private static final int FORKS = 5;

    private Room() {}

    /**
     * Removes what has not been used for the longest time, where there is too much; and what deployments have kept whose
     * builds have ended without giving it back. Not for long.
     */
    static void make() throws InterruptedException {
        List<Path> forks = new ArrayList<>();
        List<Path> others = new ArrayList<>();
        for (Job<?, ?> job : Jenkins.get().allItems(Job.class)) {
            (Domain.isFork(job) ? forks : others).addAll(ArchivePlaces.all(job));
            try {
                PinnedArchives.sweep(job);
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "what builds of " + job.getFullName() + " have kept stays");
            }
        }
        Set<Path> known = new HashSet<>(forks);
        known.addAll(others);
        // What no job has any more is of no more use than what forks have left.
        forks.addAll(ArchivePlaces.orphans(known));
        for (String fault : make(forks, others, ArchiveLimits.allBytes())) {
            LOGGER.log(Level.WARNING, "old archives stay: {0}", fault);
        }
    }

    /**
     * Removes what is too much.
     *
     * @param forks the stores of pull requests from forks
     * @param others all others
     * @param bytes that all may have together
     * @return what could not be looked at or removed, for people
     */
    static List<String> make(List<Path> forks, List<Path> others, long bytes) throws InterruptedException {
        Stores.Room share = Stores.makeRoom(forks, bytes / FORKS);
        Stores.Room rest = Stores.makeRoom(others, Math.max(0, bytes - share.after()));
        List<String> faults = new ArrayList<>(share.faults());
        faults.addAll(rest.faults());
        return faults;
    }
}
