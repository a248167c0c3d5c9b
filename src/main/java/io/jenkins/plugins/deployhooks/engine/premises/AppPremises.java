package io.jenkins.plugins.deployhooks.engine.premises;

import io.jenkins.plugins.deployhooks.engine.cache.content.Globs;
import io.jenkins.plugins.deployhooks.engine.cache.content.TreeSnapshot;
import io.jenkins.plugins.deployhooks.engine.cache.disk.DiskFault;
import io.jenkins.plugins.deployhooks.engine.definition.running.RunRules;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Works on a directory of this machine. */
public final class AppPremises implements Premises {
    private static final int MOST_NAMED = 10;

    private final Place place;
    private final List<String> mounts;

    /**
     * Where the app is.
     *
     * @param home its directory, absolute
     * @param storage holds the files of its mounts; made when needed. Beside it are those of other apps, environments and
     *     instances alone: a link that leads there is a mount of theirs
     * @param snapshots holds what is remembered of its files until they are looked at again; made when needed. Where the
     *     place is disposable, whoever deploys removes it at the end
     * @param others files and directories that may change although they are in the app's directory
     * @param disposable whether what a build has left may be deleted, as in the workspace of a build server
     */
    public record Place(Path home, Path storage, Path snapshots, List<Path> others, boolean disposable) {
        public Place {
            others = List.copyOf(others);
        }
    }

    /** The app in {@code place} with {@code mounts}, relative to it. */
    public AppPremises(Place place, List<String> mounts) {
        this.place = place;
        this.mounts = List.copyOf(mounts);
    }

    @Override
    public List<String> carryOut(PlannedStep step) throws IOException, InterruptedException {
        Path snapshot = place.snapshots().resolve("files-" + step.id().replaceFirst("^[a-z]+-", ""));
        return switch (step.kind()) {
            case MOUNT -> mount();
            case UNMOUNT -> unmount();
            case FREEZE -> freeze(snapshot);
            case FROZEN, FROZEN_STRICT -> changes(snapshot);
            default -> throw new IllegalArgumentException(step.id() + " is no work on the directory of the app");
        };
    }

    private List<String> mount() throws IOException {
        List<String> notes = new ArrayList<>();
        for (String mount : inOrder(Comparator.naturalOrder())) {
            try {
                mounts().mount(mount, notes);
            } catch (FileSystemException e) {
                throw DiskFault.of("the mount " + mount + " cannot be put in its place", place.home(), e);
            }
        }
        return notes;
    }

    private List<String> unmount() throws IOException {
        List<String> notes = new ArrayList<>();
        for (String mount : inOrder(Comparator.reverseOrder())) {
            try {
                mounts().unmount(mount, notes);
            } catch (FileSystemException e) {
                throw DiskFault.of("the mount " + mount + " cannot be taken away", place.home(), e);
            }
        }
        return notes;
    }

    /** A mount in another one comes after it, and is taken away before it. */
    private List<String> inOrder(Comparator<Path> order) {
        return mounts.stream()
                .map(mount -> Path.of(mount).normalize())
                .sorted(order)
                .map(mount -> mount.toString().replace('\\', '/'))
                .distinct()
                .toList();
    }

    private Mounts mounts() {
        return new Mounts(place.home(), place.storage(), place.disposable());
    }

    private List<String> freeze(Path snapshot) throws IOException, InterruptedException {
        TreeSnapshot now = snapshot();
        Files.createDirectories(place.snapshots());
        // Never through a link: what is frozen may have made it.
        Files.deleteIfExists(snapshot);
        try (OutputStream out =
                Files.newOutputStream(snapshot, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            now.write(out);
        }
        return List.of();
    }

    private List<String> changes(Path snapshot) throws IOException, InterruptedException {
        TreeSnapshot before;
        try (InputStream in = Files.newInputStream(snapshot, LinkOption.NOFOLLOW_LINKS)) {
            before = TreeSnapshot.read(in);
        } catch (NoSuchFileException e) {
            return List.of("nobody has remembered what the files were like, so changes are not seen");
        }
        List<String> changes = before.changesTo(snapshot());
        if (!place.disposable()) {
            // A build server may have to look again after a crash; it removes the snapshots when the deployment is
            // over.
            Files.deleteIfExists(snapshot);
        }
        if (changes.isEmpty()) {
            return List.of();
        }
        String more = changes.size() > MOST_NAMED ? " and " + (changes.size() - MOST_NAMED) + " more" : "";
        throw new IOException("the app is frozen, but its files have changed: "
                + String.join(", ", changes.subList(0, Math.min(MOST_NAMED, changes.size()))) + more
                + "; write into a mount, or say frozen: off");
    }

    private TreeSnapshot snapshot() throws IOException, InterruptedException {
        List<String> globs = new ArrayList<>();
        for (String mount : mounts) {
            globs.addAll(RunRules.globs(mount));
        }
        Globs left = new Globs(globs);
        return TreeSnapshot.of(place.home(), path -> left.test(path) || isOther(path));
    }

    private boolean isOther(String path) {
        Path file = place.home().resolve(path);
        return place.others().stream().anyMatch(file::equals);
    }
}
