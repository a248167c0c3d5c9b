package io.jenkins.plugins.deployhooks.engine.cache.dependency;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.cache.content.FileDigests;
import io.jenkins.plugins.deployhooks.engine.cache.content.TreeDigest;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Wanted;
import io.jenkins.plugins.deployhooks.engine.definition.CacheSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The dependencies of an app, kept apart from the archive: a changed build key leaves them as they are, so that a build
 * begins with those of the build before (D4). Restore before preBuild where the deployment builds, save after postBuild.
 */
public final class DependencyCache {
    private static final String SCOPE = "dependencies of ";
    private static final String BESIDE = " beside it";

    private final Path root;
    private final List<String> projects;
    private final CacheStore store;
    private final Packing packing;

    /** Makes the archives of some paths of a directory in a store. */
    @FunctionalInterface
    public interface Packing {
        /**
         * Archives of {@code paths} below {@code root}.
         *
         * @param fitting the archive to restore; null: none
         * @param as how a new one is kept
         */
        Archives of(Path root, List<String> paths, @CheckForNull Entry fitting, As as);
    }

    /** How an archive is kept. */
    public record As(Entry.Name name, CacheStore.Made made) {}

    /**
     * @param root the root of the app
     * @param projects whose dependencies may be used, the best first: the first are its own, and the only ones it keeps. A
     *     repository or a job, and the app
     */
    public DependencyCache(Path root, List<String> projects, CacheStore store, Packing packing) {
        this.root = root.toAbsolutePath().normalize();
        this.projects = List.copyOf(projects);
        this.store = store;
        this.packing = packing;
    }

    /**
     * Brings the dependencies of the latest build.
     *
     * @return what happened, for people, a clause each; empty where dependencies have no cache
     */
    public List<String> restore(CacheSpec.Dependencies spec) throws InterruptedException {
        List<String> said = new ArrayList<>();
        for (Group group : groups(spec)) {
            try {
                Wanted wanted = new Wanted(group.scopes(), group.key(), List.of(machine()));
                Entry found = store.find(wanted);
                if (found == null) {
                    said.add("no dependencies are kept yet for " + String.join(", ", group.paths()));
                } else {
                    packing.of(group.root(), group.paths(), found, group.as("", false))
                            .restore();
                    said.add("dependencies restored: " + String.join(", ", group.paths()));
                }
            } catch (IOException e) {
                said.add("dependencies are not restored: " + e.getMessage());
            }
        }
        return said;
    }

    /**
     * Keeps the dependencies of a build that succeeded.
     *
     * @param creator the deployment, for people
     * @param replace whether older ones of the same description give way: a rebuild was asked for
     * @return as {@link #restore}
     */
    public List<String> save(CacheSpec.Dependencies spec, String creator, boolean replace) throws InterruptedException {
        List<String> said = new ArrayList<>();
        for (Group group : groups(spec)) {
            List<String> there = group.paths().stream()
                    .filter(path -> Files.exists(group.root().resolve(path)))
                    .toList();
            if (there.isEmpty()) {
                continue;
            }
            try {
                packing.of(group.root(), there, null, group.as(creator, replace))
                        .save();
                said.add("dependencies kept: " + String.join(", ", there));
            } catch (IOException e) {
                said.add("dependencies are not kept: " + e.getMessage());
            }
        }
        return said;
    }

    /** The scopes in which the dependencies of {@code project} are kept. */
    public static List<String> scopes(String project) {
        return List.of(SCOPE + project, SCOPE + project + BESIDE);
    }

    private record Group(Place place, List<String> scopes, String key, boolean described) {
        As as(String creator, boolean replace) {
            // Where no file describes them, only the newest ones are any good.
            return new As(
                    new Entry.Name(scopes.get(0), key), new CacheStore.Made(Map.of(), creator, replace || !described));
        }

        Path root() {
            return place.root();
        }

        List<String> paths() {
            return place.paths();
        }
    }

    private record Place(Path root, List<String> paths) {}

    private List<Group> groups(CacheSpec.Dependencies spec) throws InterruptedException {
        List<Group> groups = new ArrayList<>();
        if (!spec.enabled()) {
            return groups;
        }
        DependencyPlaces places = DependencyPlaces.of(root, spec.extraPaths());
        String key = machine() + descriptions(places);
        boolean described = !places.descriptions().isEmpty();
        if (!places.inside().isEmpty()) {
            groups.add(new Group(new Place(root, places.inside()), scopes(0), key + of(places.inside()), described));
        }
        Path parent = root.getParent();
        if (!places.beside().isEmpty() && parent != null) {
            groups.add(new Group(new Place(parent, places.beside()), scopes(1), key + of(places.beside()), described));
        }
        return groups;
    }

    /** An archive without a path that is asked for by now must not stand in the way of one that has it. */
    private static String of(List<String> paths) {
        return "-" + FileDigests.ofTexts(paths).substring(0, 8);
    }

    /** Of each project the scope that {@link #scopes(String)} has at {@code index}. */
    private List<String> scopes(int index) {
        return projects.stream().map(project -> scopes(project).get(index)).toList();
    }

    /** What was compiled for one machine does not run on another. */
    private static String machine() {
        String os = Objects.requireNonNullElse(System.getProperty("os.name"), "");
        String arch = Objects.requireNonNullElse(System.getProperty("os.arch"), "");
        return FileDigests.ofTexts(List.of(os, arch)).substring(0, 8) + "-";
    }

    private String descriptions(DependencyPlaces places) throws InterruptedException {
        try {
            return new TreeDigest(root, path -> false, null)
                    .of(places.descriptions())
                    .digest()
                    .substring(0, 16);
        } catch (IOException e) {
            // The build will say so, too; here it means that there is no exact match.
            return "unknown";
        }
    }
}
