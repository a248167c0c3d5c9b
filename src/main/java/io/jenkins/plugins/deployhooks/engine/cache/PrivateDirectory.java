package io.jenkins.plugins.deployhooks.engine.cache;

import io.jenkins.plugins.deployhooks.engine.cache.content.FileDigests;
import io.jenkins.plugins.deployhooks.engine.cache.disk.DiskFault;
import io.jenkins.plugins.deployhooks.engine.cache.disk.NameLocks;
import io.jenkins.plugins.deployhooks.engine.cache.disk.PrivateFiles;
import io.jenkins.plugins.deployhooks.engine.cache.disk.Trees;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The private {@code TMPDIR} of a deployment (S44): empty at first, gone after {@link #close}. What a killed deployment
 * left behind the next one removes, since its lock is free.
 */
public final class PrivateDirectory implements AutoCloseable {
    private final Path directory;
    private final NameLocks.Hold hold;

    private PrivateDirectory(Path directory, NameLocks.Hold hold) {
        this.directory = directory;
        this.hold = hold;
    }

    /**
     * Makes the directory of the deployment {@code id}.
     *
     * @param base holds those of all deployments; made when needed
     * @throws IOException if it cannot be made, with the reason for people
     */
    public static PrivateDirectory open(Path base, String id) throws IOException, InterruptedException {
        try {
            Path root = Files.createDirectories(base);
            Path all = Files.createDirectories(root.resolve("deployments"));
            NameLocks locks = NameLocks.of(root);
            sweep(all, locks);
            String name = FileDigests.name(List.of(id));
            NameLocks.Hold hold = locks.tryAcquire(name, false);
            if (hold == null) {
                throw new IOException("deployment " + id + " is running already");
            }
            Path directory = all.resolve(name);
            Trees.delete(directory);
            return new PrivateDirectory(PrivateFiles.create(directory), hold);
        } catch (IOException e) {
            throw DiskFault.of("the deployment gets no TMPDIR", base, e);
        }
    }

    private static void sweep(Path all, NameLocks locks) throws IOException, InterruptedException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(all)) {
            for (Path directory : directories) {
                String name = Objects.requireNonNull(directory.getFileName()).toString();
                try (NameLocks.Hold free = locks.tryAcquire(name, false)) {
                    if (free != null) {
                        Trees.delete(directory);
                    }
                }
            }
        }
        locks.sweep();
    }

    /** The directory, absolute. */
    public Path path() {
        return directory.toAbsolutePath();
    }

    /** Deletes the directory and all in it. */
    @Override
    public void close() throws IOException {
        try {
            Trees.delete(directory);
        } finally {
            hold.close();
        }
    }
}
