package io.jenkins.plugins.deployhooks.local.fault;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.pack.ArchiveWriter;
import io.jenkins.plugins.deployhooks.engine.archive.unpack.ArchiveReader;
import io.jenkins.plugins.deployhooks.engine.cache.CacheSubject;
import io.jenkins.plugins.deployhooks.engine.cache.LastDeployments;
import io.jenkins.plugins.deployhooks.engine.cache.Revisions;
import io.jenkins.plugins.deployhooks.engine.cache.deployment.DeploymentCache;
import io.jenkins.plugins.deployhooks.engine.cache.deployment.DeploymentDirectories;
import io.jenkins.plugins.deployhooks.engine.cache.deployment.DeploymentMemory;
import io.jenkins.plugins.deployhooks.engine.cache.deployment.LocalPacking;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import io.jenkins.plugins.deployhooks.engine.definition.load.DefinitionLoader;
import io.jenkins.plugins.deployhooks.engine.definition.load.Loaded;
import io.jenkins.plugins.deployhooks.engine.definition.load.Request;
import io.jenkins.plugins.deployhooks.engine.deployment.About;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.Planner;
import io.jenkins.plugins.deployhooks.engine.premises.AppPremises;
import io.jenkins.plugins.deployhooks.engine.premises.Premises;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A shop, its cache and its memory: what several deployments, one after the other, have in common. */
final class Town {
    final Path directory;
    final Path root;
    final Path trail;
    final Shop shop;
    private final Dice dice;

    Town(Path directory, Dice dice, boolean real) throws IOException {
        this.directory = directory;
        this.dice = dice;
        this.root = directory.resolve("shop");
        this.trail = directory.resolve("trail");
        this.shop = new Shop(root, dice, real);
    }

    Path cache() {
        return directory.resolve("cache");
    }

    Path logs(String id) {
        return directory.resolve("logs").resolve(id);
    }

    /** Time as the machine tells it, which may be wrong by years. */
    private InstantSource clock() {
        return () -> dice.causes(Fault.CLOCK_JUMPS)
                ? Instant.now().plus(Duration.ofDays(dice.below(4000) - 2000))
                : Instant.now();
    }

    /** The store as nobody disturbs it. */
    CacheStore store() throws IOException, InterruptedException {
        return new DirectoryCacheStore(cache().resolve("archives"), Quota.DEFAULT, InstantSource.system());
    }

    /** What somebody else, or a bad disk, does to what is kept between two deployments. */
    void disturb() throws IOException {
        Path entries = cache().resolve("archives/entries");
        if (Files.isDirectory(entries)) {
            List<Path> kept;
            try (Stream<Path> list = Files.list(entries)) {
                kept = list.sorted().toList();
            }
            for (Path entry : kept) {
                if (dice.causes(Fault.KEPT_ARCHIVE_DAMAGED)) {
                    FaultyPacking.damage(entry.resolve("archive"), dice);
                }
                if (dice.causes(Fault.KEPT_DESCRIPTION_DAMAGED)) {
                    Files.writeString(entry.resolve("entry.json"), "{\"half\": ");
                }
                if (dice.causes(Fault.KEPT_ARCHIVES_GONE)) {
                    Trees.delete(entry);
                }
            }
        }
        Path last = cache().resolve("last");
        if (Files.isDirectory(last) && dice.causes(Fault.MEMORY_DAMAGED)) {
            try (Stream<Path> files = Files.walk(last)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.writeString(file, "{\"half\": ");
                }
            }
        }
    }

    /** A deployment that is about to begin. */
    final class Opened {
        final Loaded loaded;
        final Plan plan;
        final About about;
        final DeploymentMemory memory;
        private final DeploymentDirectories directories;

        @CheckForNull
        private final DeploymentCache decided;

        @CheckForNull
        private final CacheStore store;

        /** Opens the deployment {@code id} as the command line does. */
        Opened(String id) throws IOException, InterruptedException {
            Map<String, String> env = new HashMap<>(Map.of("PATH", System.getenv("PATH"), "TRAIL", trail.toString()));
            loaded = DefinitionLoader.load(Request.of(root, env));
            if (!loaded.isValid()) {
                throw new IllegalStateException(loaded.problems().toString());
            }
            Facts.Source source = new Facts.Source("main", Files.readString(root.resolve("src/version")), null);
            CacheSubject.Wish wish = new CacheSubject.Wish(
                    loaded.definition(),
                    loaded.profile(),
                    new Facts(source, env, Facts.NONE.archive(), Facts.NONE.bounds()));
            memory = new DeploymentMemory(
                    new LastDeployments(cache().resolve("last"), root.toString()),
                    loaded.definition().target());
            store = open();
            decided = store == null ? null : decide(id, wish);
            plan = decided == null ? Planner.plan(wish.definition(), wish.profile(), wish.facts()) : decided.plan();
            directories = DeploymentDirectories.open(
                    loaded.profile(),
                    id,
                    new DeploymentDirectories.Bases(
                            cache().resolve("temporary"), cache().resolve("shared"), root.toString()));
            memory.begun(Revisions.Revision.unknown(id), plan);
            about = new About(
                    id,
                    root,
                    logs(id),
                    new About.Surroundings(
                            "agent", env, source, new About.Kept(memory.previousResult(), directories.values())));
        }

        @CheckForNull
        private CacheStore open() throws InterruptedException {
            try {
                return new FaultyStore(
                        new DirectoryCacheStore(cache().resolve("archives"), Quota.DEFAULT, clock()), dice);
            } catch (IOException e) {
                return null;
            }
        }

        @CheckForNull
        private DeploymentCache decide(String id, CacheSubject.Wish wish) throws InterruptedException {
            try {
                DeploymentCache.Place place = new DeploymentCache.Place(List.of("shop"), root);
                return DeploymentCache.decide(
                        id,
                        new DeploymentCache.Tree(place, directory -> null, null),
                        wish,
                        new DeploymentCache.Earlier(store.list(), memory.last()));
            } catch (IOException e) {
                return null;
            }
        }

        Archives archives() {
            if (decided == null) {
                return Archives.NONE;
            }
            return decided.archives(
                    store,
                    new FaultyPacking(
                            new LocalPacking(
                                    new ArchiveWriter(ArchiveFormat.TAR_ZST, Progress.NONE),
                                    new ArchiveReader(Limits.DEFAULT, Progress.NONE)),
                            dice));
        }

        Premises premises() {
            Premises real = new AppPremises(
                    new AppPremises.Place(
                            root, cache().resolve("mounts/shop"), about.logs(), List.of(about.logs(), trail), false),
                    loaded.definition().rules().running().mounts());
            return step -> {
                if (dice.causes(Fault.PREMISES_FAIL)) {
                    throw new IOException("the directory of the app cannot be changed");
                }
                return real.carryOut(step);
            };
        }

        /** Gives back what was the deployment's own; remembers how it ended. */
        List<String> end(Report report) {
            List<String> faults = new ArrayList<>(close());
            try {
                memory.ended(
                        plan,
                        report,
                        decided == null
                                ? null
                                : Objects.requireNonNull(decided).decision().subject());
            } catch (IOException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
            return faults;
        }

        List<String> close() {
            try {
                directories.close();
                return List.of();
            } catch (IOException e) {
                return List.of(String.valueOf(e.getMessage()));
            }
        }
    }
}
