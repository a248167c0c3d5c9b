package io.jenkins.plugins.deployhooks.engine.premises;

import io.jenkins.plugins.deployhooks.engine.cache.disk.Trees;
import io.jenkins.plugins.deployhooks.engine.definition.running.RunRules;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The mounts of an app (S36): directories that are there while it runs, with what it has written, and not while it is built.
 * A mounted directory is a link to where its files are kept; what was at its path before is put aside until the next build.
 */
final class Mounts {
    private static final int MOST_ASIDE = 99;

    private final Path home;
    private final Path storage;
    private final boolean disposable;

    /**
     * The mounts below {@code home}.
     *
     * @param storage holds their files; nothing else is in it, and beside it are only those of other apps, environments and
     *     instances
     * @param disposable whether what a build has left may be deleted, as in the workspace of a build server
     */
    Mounts(Path home, Path storage, boolean disposable) {
        this.home = home;
        this.storage = storage.toAbsolutePath().normalize();
        this.disposable = disposable;
    }

    /** Puts {@code mount}, relative to the app, where the app expects it; adds what people should know to {@code notes}. */
    void mount(String mount, List<String> notes) throws IOException {
        Path target = home.resolve(mount).normalize();
        Path kept = Files.createDirectories(storage.resolve(URLEncoder.encode(mount, StandardCharsets.UTF_8)));
        if (isOurs(target) && Files.readSymbolicLink(target).equals(kept)) {
            return;
        }
        Path parent = Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Path real = parent.toRealPath();
        // A mount may be in another one.
        if (!real.startsWith(home.toRealPath()) && !real.startsWith(storage.toRealPath())) {
            throw new IOException("the mount " + mount + " is outside of the app: a link leads there");
        }
        if (isOurs(target)) {
            // Another environment was deployed here last, and no build phase has taken its mount away.
            notes.add("the mount " + mount
                    + " was that of another app, environment or instance, deployed in this directory before: what still runs"
                    + " from it sees other files now");
            Files.delete(target);
        }
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            if (!isEmpty(target)) {
                notes.add("the mount " + mount
                        + " has the path of something that is not empty: what the repository or the"
                        + " build has put there is not seen while the app runs");
            }
            if (disposable) {
                // Somebody has checked the files out anew meanwhile, and no build phase was here to take the mount
                // away.
                for (Path old = aside(mount, false);
                        Files.exists(old, LinkOption.NOFOLLOW_LINKS);
                        old = aside(mount, false)) {
                    Trees.delete(old);
                }
            }
            Files.move(target, aside(mount, true));
        }
        Files.createSymbolicLink(target, kept);
    }

    /** Takes {@code mount} away, and puts back what it has hidden. */
    void unmount(String mount, List<String> notes) throws IOException {
        Path target = home.resolve(mount).normalize();
        Path parent = Objects.requireNonNull(target.getParent());
        if (!Files.isDirectory(parent)) {
            return;
        }
        Path real = parent.toRealPath();
        if (!real.startsWith(home.toRealPath())
                && !real.startsWith(storage.toAbsolutePath().normalize())) {
            // A link leads there: it is none of ours.
            return;
        }
        Path aside = aside(mount, false);
        if (isOurs(target)) {
            Files.delete(target);
        }
        if (!Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(aside, target);
        } else if (disposable) {
            // Somebody has checked the files out anew meanwhile.
            Trees.delete(aside);
        } else {
            notes.add(home.relativize(aside) + " is what an earlier mount of " + mount
                    + " has hidden; remove it, if nobody" + " needs it");
        }
    }

    /** Whether it is a mount, if also of another environment: whoever is deployed next here must not see its files. */
    private boolean isOurs(Path target) throws IOException {
        return Files.isSymbolicLink(target)
                && Files.readSymbolicLink(target).normalize().startsWith(Objects.requireNonNull(storage.getParent()));
    }

    /** Where what the mount hides is, or goes where {@code free}. */
    private Path aside(String mount, boolean free) throws IOException {
        Path first = home.resolve(RunRules.aside(mount)).normalize();
        List<Path> taken = new ArrayList<>(List.of(first));
        for (int i = 2; i <= MOST_ASIDE; i++) {
            Path last = taken.get(taken.size() - 1);
            if (!Files.exists(last, LinkOption.NOFOLLOW_LINKS)) {
                return free || taken.size() == 1 ? last : taken.get(taken.size() - 2);
            }
            taken.add(first.resolveSibling(first.getFileName() + "-" + i));
        }
        throw new IOException("more than " + MOST_ASIDE + " times something was hidden by the mount " + mount
                + "; remove what is called " + first + " and the like");
    }

    private static boolean isEmpty(Path target) throws IOException {
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(target)) {
            return !files.iterator().hasNext();
        }
    }
}
