package io.jenkins.plugins.deployhooks.engine.cache.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.cache.CacheDecision;
import io.jenkins.plugins.deployhooks.engine.cache.CacheSubject;
import io.jenkins.plugins.deployhooks.engine.cache.CachedArchives;
import io.jenkins.plugins.deployhooks.engine.cache.LastDeployment;
import io.jenkins.plugins.deployhooks.engine.cache.dependency.DependencyCache;
import io.jenkins.plugins.deployhooks.engine.cache.key.BuildKeys;
import io.jenkins.plugins.deployhooks.engine.cache.key.RunParts;
import io.jenkins.plugins.deployhooks.engine.cache.key.TreeId;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.definition.CacheSpec;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Rules;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.Planner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The archives of one deployment, where tree and archives are on one machine: decided, then used. */
public final class DeploymentCache {
    private final String id;
    private final Place place;
    private final Decided decided;

    /**
     * Whose deployment it is, and where.
     *
     * @param scopes whose archives may be used, the best first: the first are its own, and the only ones it makes
     * @param root the root of the repository
     */
    public record Place(List<String> scopes, Path root) {
        public Place {
            scopes = List.copyOf(scopes);
            if (scopes.isEmpty()) {
                throw new IllegalArgumentException("an archive is somebody's");
            }
        }

        /** Whose the archives are that it makes. */
        public String own() {
            return scopes.get(0);
        }
    }

    /**
     * The tree that is deployed.
     *
     * @param place whose and where it is
     * @param git what version control knows of it
     * @param index the file that remembers what its files were like; null: they are read each time
     */
    public record Tree(
            Place place, TreeId git, @CheckForNull Path index) {}

    /**
     * What was decided.
     *
     * @param definition what the user wrote
     * @param plan what will happen
     * @param decision whether an archive fits
     */
    public record Decided(Definition definition, Plan plan, CacheDecision decision) {}

    private DeploymentCache(String id, Place place, Decided decided) {
        this.id = id;
        this.place = place;
        this.decided = decided;
    }

    /** The archives of the deployment {@code id} that was decided before, perhaps by another process. */
    public static DeploymentCache of(String id, Place place, Decided decided) {
        return new DeploymentCache(id, place, decided);
    }

    /**
     * What is known of earlier deployments.
     *
     * @param entries all archives that are kept
     * @param last the last successful deployment to the same place
     */
    public record Earlier(List<Entry> entries, @CheckForNull LastDeployment last) {
        public Earlier {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Decides what the deployment {@code id} does. Changes nothing but the index of the tree.
     *
     * @throws IOException if the key cannot be made, with the reason for people
     */
    public static DeploymentCache decide(String id, Tree tree, CacheSubject.Wish wish, Earlier earlier)
            throws IOException, InterruptedException {
        Path root = tree.place().root();
        BuildKeys keys = new BuildKeys(root, tree.git(), tree.index());
        CacheSubject subject = CacheSubject.of(wish, keys, new RunParts(root, wish.profile()));
        CacheDecision decision = CacheDecision.of(subject, tree.place().scopes(), earlier.entries(), earlier.last());
        Plan plan = Planner.plan(wish.definition(), wish.profile(), decision.facts(wish.facts()));
        return new DeploymentCache(id, tree.place(), new Decided(wish.definition(), plan, decision));
    }

    /** What will happen. */
    public Plan plan() {
        return decided.plan();
    }

    /** Whether an archive fits. */
    public CacheDecision decision() {
        return decided.decision();
    }

    /** The archives of the deployment, kept in {@code store}. Reads the tree, so it is called where that is. */
    public Archives archives(CacheStore store, CachedArchives.Packing packing) {
        CacheSpec spec = decided.definition().rules().cache();
        Plan plan = decided.plan();
        CacheDecision decision = decided.decision();
        Map<String, String> scripts = NeededScripts.of(plan, place.root());
        scripts.keySet().removeIf(script -> spec.paths().isEmpty() || NeededScripts.isCovered(script, spec.paths()));
        Entry found = decision.fitting() == null ? decision.nearest() : decision.fitting();
        CachedArchives own = new CachedArchives(
                new CachedArchives.Place(
                        place.root(), selection(decided.definition()).plus(List.copyOf(scripts.keySet()))),
                new CachedArchives.Keeping(
                        found,
                        new Entry.Name(place.own(), decision.subject().key().text()),
                        // What another deployment has built for this one is what a rebuild of that one has made, too.
                        new CacheStore.Made(
                                decision.subject().key().parts(), id, plan.fresh() && !plan.isBuiltElsewhere())),
                store,
                packing);
        List<String> notes = new ArrayList<>();
        scripts.forEach((script, hook) -> notes.add(script + " is archived too, since " + hook + " needs it (D3)"));
        return new DeploymentArchives(
                plan,
                new Noted(own, notes),
                new DeploymentArchives.Dependencies(
                        dependencies(store, packing), spec.saving().dependencies(), id, plan.fresh()));
    }

    /** Archives with notes of their own about what is saved. */
    private record Noted(Archives archives, List<String> notes) implements Archives {
        @Override
        public Work restore() throws IOException, InterruptedException {
            return archives.restore();
        }

        @Override
        public Work bring() throws IOException, InterruptedException {
            return archives.bring();
        }

        @Override
        public Work save() throws IOException, InterruptedException {
            Work work = archives.save();
            List<String> all = new ArrayList<>(notes);
            all.addAll(work.notes());
            return new Work(work.archive(), all);
        }
    }

    /** {@code .git} is archived where the user names it (D10b). */
    private static Selection selection(Definition definition) {
        CacheSpec spec = definition.rules().cache();
        boolean git =
                spec.paths().stream().anyMatch(path -> Path.of(path).normalize().startsWith(".git"));
        return new Selection(spec.paths(), definition.excludes(), git);
    }

    private DependencyCache dependencies(CacheStore store, CachedArchives.Packing packing) {
        String folder = decided.definition().target().folder();
        Path home = folder == null ? place.root() : place.root().resolve(folder).normalize();
        return new DependencyCache(
                home,
                place.scopes().stream()
                        .map(scope -> dependent(scope, decided.definition()))
                        .toList(),
                store,
                (root, paths, fitting, as) -> new CachedArchives(
                        new CachedArchives.Place(root, new Selection(paths, List.of(), true)),
                        new CachedArchives.Keeping(fitting, as.name(), as.made()),
                        store,
                        packing));
    }

    /** Every scope under which a deployment of {@code definition} that is {@code owner}'s keeps archives. */
    public static List<String> scopes(String owner, Definition definition) {
        List<String> scopes = new ArrayList<>(List.of(owner));
        scopes.addAll(DependencyCache.scopes(dependent(owner, definition)));
        return scopes;
    }

    private static String dependent(String owner, Definition definition) {
        String app = definition.target().app();
        return app == null ? owner : owner + " " + app;
    }

    /**
     * {@code wish} with {@code directories} left out of key and archive (S43), where they are below {@code root}: a
     * cache in the tree of the app would change it by every save.
     */
    public static CacheSubject.Wish without(List<Path> directories, Path root, CacheSubject.Wish wish) {
        Definition definition = wish.definition();
        CacheSpec cache = definition.rules().cache();
        List<String> excludes = new ArrayList<>(cache.excludes());
        for (Path directory : directories) {
            Path inside = root.relativize(directory);
            if (!inside.startsWith("..") && !inside.toString().isEmpty()) {
                excludes.add(inside.toString().replace('\\', '/').replaceAll("[*?\\[\\]{}\\\\]", "\\\\$0"));
            }
        }
        Rules rules = definition.rules();
        Rules narrowed = new Rules(
                rules.defaults(),
                rules.readiness(),
                new CacheSpec(cache.key(), cache.paths(), excludes, cache.saving()),
                rules.choices(),
                rules.running());
        Definition without = new Definition(
                definition.target(), definition.phases(), definition.events(), narrowed, definition.origins());
        return new CacheSubject.Wish(without, wish.profile(), wish.facts(), wish.parts());
    }
}
