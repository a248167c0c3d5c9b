package io.jenkins.plugins.deployhooks.pipeline.archive.place;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deployhooks.engine.cache.disk.Replacement;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import jenkins.model.Jenkins;

/**
 * A name for a job or a folder that stands in its directory: it moves with it, and no other one has it, also not one that gets
 * the old name. For people it begins with the full name that the item had when it was first asked for.
 */
public final class KeptName {
    /** Two that ask first must get the same. */
    private static final Object NAMES = new Object();

    /** Longer ones would be in the way. */
    private static final int LONGEST = 200;

    private KeptName() {}

    /**
     * That of {@code job}.
     *
     * @throws IOException if it can be neither read nor made
     */
    public static String of(Job<?, ?> job) throws IOException {
        return of(job.getRootDir(), job.getFullName());
    }

    /**
     * That of {@code folder}, or of Jenkins itself.
     *
     * @throws IOException if it can be neither read nor made
     */
    public static String of(ItemGroup<?> folder) throws IOException {
        return of(folder.getRootDir(), folder.getFullName());
    }

    private static String of(File directory, String name) throws IOException {
        synchronized (NAMES) {
            Path file = file(directory);
            String kept = read(file);
            if (kept != null) {
                return kept;
            }
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            String made = name.substring(Math.max(0, name.length() - LONGEST)) + " " + UUID.randomUUID();
            Replacement.write(file, out -> out.write(made.getBytes(StandardCharsets.UTF_8)));
            return made;
        }
    }

    /** Whether {@code job} has the name {@code kept}. */
    public static boolean isOf(Job<?, ?> job, String kept) throws IOException {
        return kept.equals(read(file(job.getRootDir())));
    }

    /** The job called {@code kept}, wherever it is by now; null: it is gone. Looks at all jobs. */
    @CheckForNull
    public static Job<?, ?> find(String kept) throws IOException {
        try (ACLContext all = ACL.as2(ACL.SYSTEM2)) {
            for (Job<?, ?> job : Jenkins.get().allItems(Job.class)) {
                if (isOf(job, kept)) {
                    return job;
                }
            }
        }
        return null;
    }

    private static Path file(File directory) {
        return directory.toPath().resolve("deploy-hooks").resolve("scope");
    }

    @CheckForNull
    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
