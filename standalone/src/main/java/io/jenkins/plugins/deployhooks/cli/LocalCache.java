package io.jenkins.plugins.deployhooks.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.cli.options.CacheDirectory;
import io.jenkins.plugins.deployhooks.cli.options.CacheOptions;
import io.jenkins.plugins.deployhooks.engine.cache.CacheSubject;
import io.jenkins.plugins.deployhooks.engine.cache.LastDeployments;
import io.jenkins.plugins.deployhooks.engine.cache.Revisions;
import io.jenkins.plugins.deployhooks.engine.cache.deployment.DeployedChanges;
import io.jenkins.plugins.deployhooks.engine.cache.deployment.DeploymentCache;
import io.jenkins.plugins.deployhooks.engine.cache.deployment.DeploymentDirectories;
import io.jenkins.plugins.deployhooks.engine.cache.deployment.DeploymentMemory;
import io.jenkins.plugins.deployhooks.engine.cache.git.GitChanges;
import io.jenkins.plugins.deployhooks.engine.cache.git.GitTree;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Inventory;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.Planner;
import io.jenkins.plugins.deployhooks.local.git.LocalGit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What deployments on this machine keep for later ones. Whatever of it cannot be used, a deployment goes on without. */
final class LocalCache {
    @Mixin
    private CacheOptions options;

    @Option(names = "--no-cache", description = "Neither use nor make archives, of builds and of dependencies.")
    private boolean none;

    /**
     * Why this deployment keeps no archives; null: it does. A restore replaces whole directories, with all that git
     * ignores in them: not where somebody works and has neither said what may be replaced nor asked for it.
     */
    @CheckForNull
    private String refusal(CacheSubject.Wish wish) {
        if (none) {
            return "no archives: --no-cache is given";
        }
        boolean asked =
                options.isNamed() || !wish.definition().rules().cache().paths().isEmpty();
        return asked
                ? null
                : "no archives: cache.paths does not say what to keep; with --cache-dir DIR the whole directory is"
                        + " kept";
    }

    /** What a deployment of {@code root} would do. Writes nothing but the index of its files. */
    Plan plan(Path root, CacheSubject.Wish wish) throws InterruptedException {
        List<String> warnings = new ArrayList<>();
        CacheDirectory directory = directory(warnings);
        DeploymentMemory memory = directory == null ? null : memory(directory, root, wish);
        return plan(root, with(changes("", root, wish, memory), wish), directory, memory, warnings);
    }

    private Plan plan(
            Path root,
            CacheSubject.Wish wish,
            @CheckForNull CacheDirectory directory,
            @CheckForNull DeploymentMemory memory,
            List<String> warnings)
            throws InterruptedException {
        String refusal = refusal(wish);
        List<Entry> entries = directory == null || refusal != null ? null : inventory(directory, warnings);
        DeploymentCache cache =
                entries == null ? null : decide("", directory, new Tree(root, wish, entries, memory), warnings);
        return (cache == null ? without(wish, refusal) : cache.plan()).with(warnings);
    }

    /** Opens all of it for the deployment {@code id} of {@code root}, and remembers that it begins. */
    LocalDeployment open(String id, Path root, CacheSubject.Wish asked) throws InterruptedException {
        List<String> warnings = new ArrayList<>();
        CacheDirectory directory = directory(warnings);
        DeploymentMemory memory = directory == null ? null : memory(directory, root, asked);
        DeployedChanges changes = changes(id, root, asked, memory);
        CacheSubject.Wish wish = with(changes, asked);
        String refusal = refusal(wish);
        if (directory == null || memory == null) {
            Plan plan = without(wish, refusal).with(warnings);
            return new LocalDeployment(plan, null, null, DeploymentDirectories.none(), null);
        }
        CacheStore store = refusal != null ? null : store(warnings);
        List<Entry> entries = store == null ? null : list(store, warnings);
        DeploymentCache cache =
                entries == null ? null : decide(id, directory, new Tree(root, wish, entries, memory), warnings);
        Plan plan = cache == null ? without(wish, refusal) : cache.plan();
        DeploymentDirectories directories = directories(
                id,
                wish,
                new DeploymentDirectories.Bases(directory.temporary(), directory.shared(), root.toString()),
                warnings);
        try {
            memory.begun(changes.now(), plan);
        } catch (IOException e) {
            warnings.add("what was deployed before is forgotten: " + e.getMessage());
        }
        LocalDeployment.Kept kept = cache == null ? null : new LocalDeployment.Kept(cache, store);
        return new LocalDeployment(plan.with(warnings), kept, memory, directories, directory);
    }

    /** What a deployment changes of what earlier ones have deployed. Git is asked where a hook depends on it alone. */
    private static DeployedChanges changes(
            String id, Path root, CacheSubject.Wish wish, @CheckForNull DeploymentMemory memory)
            throws InterruptedException {
        if (!wish.definition().asksWhatChanged()) {
            return DeployedChanges.nobodyAsks(id);
        }
        if (memory == null) {
            return DeployedChanges.unknown(id, "there is no directory in which earlier deployments are remembered");
        }
        Revisions before = memory.revisions();
        GitChanges.Found found = new GitChanges(new LocalGit()).of(root, DeployedChanges.commits(before));
        return DeployedChanges.of(id, wish.definition().target(), before, found);
    }

    private static CacheSubject.Wish with(DeployedChanges changes, CacheSubject.Wish wish) {
        return new CacheSubject.Wish(wish.definition(), wish.profile(), changes.in(wish.facts()), wish.parts());
    }

    private static DeploymentDirectories directories(
            String id, CacheSubject.Wish wish, DeploymentDirectories.Bases bases, List<String> warnings)
            throws InterruptedException {
        try {
            return DeploymentDirectories.open(wish.profile(), id, bases);
        } catch (IOException e) {
            warnings.add(String.valueOf(e.getMessage()));
            return DeploymentDirectories.none();
        }
    }

    /** What a decision is made of. */
    private record Tree(Path root, CacheSubject.Wish wish, List<Entry> entries, DeploymentMemory memory) {}

    @CheckForNull
    private static DeploymentCache decide(String id, CacheDirectory directory, Tree tree, List<String> warnings)
            throws InterruptedException {
        // Otherwise the cache would change the tree, where it is below it.
        CacheSubject.Wish wish = DeploymentCache.without(directory.all(), tree.root(), tree.wish());
        DeploymentCache.Earlier earlier =
                new DeploymentCache.Earlier(tree.entries(), tree.memory().last());
        Path index = Files.isDirectory(directory.root()) ? directory.index(tree.root()) : null;
        DeploymentCache.Place place =
                new DeploymentCache.Place(List.of(tree.root().toString()), tree.root());
        try {
            return DeploymentCache.decide(
                    id, new DeploymentCache.Tree(place, new GitTree(new LocalGit()), index), wish, earlier);
        } catch (IOException e) {
            warnings.add("it is not known whether an archive fits: " + e.getMessage());
            return null;
        }
    }

    private static Plan without(CacheSubject.Wish wish, @CheckForNull String refusal) {
        String why = refusal == null ? "no archives: the cache cannot be used" : refusal;
        Facts.Archive archive = new Facts.Archive(Facts.Archive.State.NONE, why, null);
        return Planner.plan(wish.definition(), wish.profile(), wish.facts().with(archive));
    }

    private static DeploymentMemory memory(CacheDirectory directory, Path root, CacheSubject.Wish wish) {
        return new DeploymentMemory(
                new LastDeployments(directory.last(), root.toString()),
                wish.definition().target());
    }

    /** The directory; null: this user has none, and named none. */
    @CheckForNull
    private CacheDirectory directory(List<String> warnings) {
        try {
            return options.directory();
        } catch (ParameterException e) {
            warnings.add(e.getMessage());
            return null;
        }
    }

    @CheckForNull
    private CacheStore store(List<String> warnings) throws InterruptedException {
        try {
            return options.store();
        } catch (IOException e) {
            warnings.add(e.getMessage());
            return null;
        }
    }

    @CheckForNull
    private static List<Entry> list(CacheStore store, List<String> warnings) throws InterruptedException {
        try {
            return store.list();
        } catch (IOException e) {
            warnings.add("the cache cannot be read: " + e.getMessage());
            return null;
        }
    }

    @CheckForNull
    private static List<Entry> inventory(CacheDirectory directory, List<String> warnings) {
        try {
            return new Inventory(directory.archives())
                    .contents().items().stream()
                            .filter(item -> item.fault() == null)
                            .map(Inventory.Item::entry)
                            .filter(Objects::nonNull)
                            .toList();
        } catch (IOException e) {
            warnings.add(e.getMessage());
            return null;
        }
    }
}
