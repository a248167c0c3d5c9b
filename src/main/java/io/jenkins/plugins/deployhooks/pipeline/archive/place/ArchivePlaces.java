package io.jenkins.plugins.deployhooks.pipeline.archive.place;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.deployhooks.config.DeployHooksConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Where on the controller the archives of a job are: below its own directory, or in one of its own below the directory that an
 * administrator has named; and where they may be still, since he has changed his mind.
 */
public final class ArchivePlaces {
    private static final Logger LOGGER = Logger.getLogger(ArchivePlaces.class.getName());
    private static final int READABLE = 40;
    private static final int DIGITS = 32;

    private ArchivePlaces() {}

    /** Where archives of {@code job} are stored. */
    public static Path now(Job<?, ?> job) {
        Path root = DeployHooksConfiguration.get().archiveSettings().root();
        return root == null ? own(job) : below(root, job.getFullName());
    }

    /** Where else there are some, the latest first. */
    public static List<Path> before(Job<?, ?> job) {
        Path now = now(job);
        List<Path> before = new ArrayList<>();
        for (Path root : DeployHooksConfiguration.get().formerDirectories()) {
            before.add(below(root, job.getFullName()));
        }
        before.add(own(job));
        return before.stream()
                .filter(place -> !place.equals(now) && Files.isDirectory(place))
                .toList();
    }

    /** Wherever {@code job} has archives. */
    public static List<Path> all(Job<?, ?> job) {
        List<Path> all = new ArrayList<>(before(job));
        if (Files.isDirectory(now(job))) {
            all.add(now(job));
        }
        return all;
    }

    /** Where there are archives that no job has any more, but for those of {@code known}. */
    public static List<Path> orphans(Set<Path> known) {
        List<Path> orphans = new ArrayList<>();
        for (Path root : roots()) {
            try (Stream<Path> places = Files.list(root)) {
                places.filter(place -> Files.isDirectory(place) && !known.contains(place))
                        .forEach(orphans::add);
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "archives in " + root + " are not looked at");
            }
        }
        return orphans;
    }

    private static List<Path> roots() {
        List<Path> roots = new ArrayList<>(DeployHooksConfiguration.get().formerDirectories());
        Path now = DeployHooksConfiguration.get().archiveSettings().root();
        if (now != null) {
            roots.add(now);
        }
        return roots.stream().filter(Files::isDirectory).toList();
    }

    private static Path own(Job<?, ?> job) {
        return job.getRootDir().toPath().resolve("deploy-hooks").resolve("archives");
    }

    /** The directory for the job of this name: people can read it, and it is safe whatever the name is. */
    static Path below(Path root, String job) {
        String plain = job.replaceAll("[^A-Za-z0-9]+", "-");
        String end = plain.substring(Math.max(0, plain.length() - READABLE));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(job.getBytes(StandardCharsets.UTF_8));
            return root.resolve(end + "-" + HexFormat.of().formatHex(digest).substring(0, DIGITS));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What is not below the directory of a job does not go and move with it by itself. */
    @Extension
    public static final class Followers extends ItemListener {
        @Override
        public void onLocationChanged(Item item, String oldFullName, String newFullName) {
            if (item instanceof Job<?, ?>) {
                for (Path root : roots()) {
                    move(below(root, oldFullName), below(root, newFullName));
                }
            }
        }

        @Override
        public void onDeleted(Item item) {
            if (item instanceof Job<?, ?>) {
                for (Path root : roots()) {
                    move(below(root, item.getFullName()), null);
                }
            }
        }

        private static void move(Path from, @CheckForNull Path to) {
            try {
                if (Files.isDirectory(from)) {
                    if (to == null) {
                        Util.deleteRecursive(from.toFile());
                    } else {
                        Files.move(from, to);
                    }
                }
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "archives of a job that was moved or deleted stay in " + from);
            }
        }
    }
}
