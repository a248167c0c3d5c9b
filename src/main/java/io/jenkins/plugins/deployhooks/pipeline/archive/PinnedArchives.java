package io.jenkins.plugins.deployhooks.pipeline.archive;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.engine.cache.content.FileDigests;
import io.jenkins.plugins.deployhooks.engine.cache.disk.PrivateFiles;
import io.jenkins.plugins.deployhooks.engine.cache.disk.Trees;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Where the deployments of a job keep the archives that they need until their end, by the number of the build: a build that
 * does not run any more, however it ended, needs none.
 */
public final class PinnedArchives {
    /** A directory of a build goes with the last deployment in it, and comes with the next one. */
    private static final Object DIRECTORIES = new Object();

    private PinnedArchives() {}

    /** The directory of {@code deployment} in {@code run}. */
    static Path directory(Run<?, ?> run, String deployment) {
        return of(run.getParent())
                .resolve(Integer.toString(run.getNumber()))
                .resolve(FileDigests.name(List.of(deployment)));
    }

    private static Path of(Job<?, ?> job) {
        return job.getRootDir().toPath().resolve("deploy-hooks").resolve("pinned");
    }

    /**
     * {@code deployment} in {@code run} is over, and needs none any more. Said again, it makes no difference.
     *
     * @throws IOException if something stays; it goes when nothing of the build runs any more
     */
    public static void release(Run<?, ?> run, String deployment) throws IOException {
        release(directory(run, deployment));
    }

    static void release(Path directory) throws IOException {
        Trees.delete(directory);
        synchronized (DIRECTORIES) {
            try {
                Files.deleteIfExists(Objects.requireNonNull(directory.getParent()));
            } catch (DirectoryNotEmptyException e) {
                // Other deployments of the same build.
            }
        }
    }

    /** Makes {@code directory} while no other deployment of the build takes away what is around it. */
    static void make(Path directory) throws IOException {
        synchronized (DIRECTORIES) {
            PrivateFiles.createDirectories(directory);
        }
    }

    /** Gives back what builds of {@code job} have kept that do not run any more. */
    static void sweep(Job<?, ?> job) throws IOException {
        try (DirectoryStream<Path> builds = Files.newDirectoryStream(of(job))) {
            for (Path build : builds) {
                String number = String.valueOf(build.getFileName());
                Run<?, ?> run = number.matches("[0-9]{1,9}") ? job.getBuildByNumber(Integer.parseInt(number)) : null;
                // The answer may come as late as the listeners of an ended build.
                if (run == null || !run.isLogUpdated()) {
                    Trees.delete(build);
                }
            }
        } catch (NoSuchFileException e) {
            // None has ever kept one.
        }
    }
}
