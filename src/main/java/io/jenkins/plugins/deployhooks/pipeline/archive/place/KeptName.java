package io.jenkins.plugins.deployhooks.pipeline.archive.place;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deployhooks.engine.report.ReportFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * A name for a job or a folder that stands in its directory: it moves with it, and no other one has it, also not one that gets
 * the old name. For people it begins with the full name that the item had when it was first asked for.
 */
public final class KeptName {
    private static final Logger LOGGER = Logger.getLogger(KeptName.class.getName());

    /** Two that ask first must get the same. */
    private static final Object NAMES = new Object();

    /** What items were called when they were found last; who waits asks again and again. */
    private static final Map<String, String> FOUND = new ConcurrentHashMap<>();

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
            make(Objects.requireNonNull(file.getParent()));
            String made = name.substring(Math.max(0, name.length() - LONGEST)) + " " + UUID.randomUUID();
            // forced to the disk: after a crash of the machine the name must be there whole, as locks and archives have
            // it
            ReportFile.at(file).write(made);
            return made;
        }
    }

    /** Not with what is around it: that the item is deleted nobody would see then, and there would be a second name. */
    private static void make(Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            // Others keep something there, too.
        }
    }

    /** Whether {@code job} has the name {@code kept}. */
    public static boolean isOf(Job<?, ?> job, String kept) throws IOException {
        return kept.equals(read(file(job.getRootDir())));
    }

    /** The job called {@code kept}, wherever it is by now; null: it is gone. Looks at all jobs where it is not where it was. */
    @CheckForNull
    public static Job<?, ?> find(String kept) throws IOException {
        try (ACLContext all = ACL.as2(ACL.SYSTEM2)) {
            String last = FOUND.get(kept);
            Job<?, ?> found = last == null ? null : Jenkins.get().getItemByFullName(last, Job.class);
            if (found != null && isOf(found, kept)) {
                return found;
            }
            FOUND.remove(kept);
            for (Job<?, ?> job : Jenkins.get().allItems(Job.class)) {
                if (isReadablyOf(job, kept)) {
                    FOUND.put(kept, job.getFullName());
                    return job;
                }
            }
        }
        return null;
    }

    /** One of all jobs, mostly none that has to do with the name: a fault there must not keep the right one from being found. */
    private static boolean isReadablyOf(Job<?, ?> job, String kept) {
        try {
            return isOf(job, kept);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "the kept name of " + job.getFullName() + " cannot be read");
            return false;
        }
    }

    private static Path file(File directory) {
        return directory.toPath().resolve("deploy-hooks").resolve("scope");
    }

    /** The name in {@code file}; null: there is none, or an empty one, which several would have. */
    @CheckForNull
    private static String read(Path file) throws IOException {
        try {
            String kept = Files.readString(file);
            return kept.isBlank() ? null : kept;
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
