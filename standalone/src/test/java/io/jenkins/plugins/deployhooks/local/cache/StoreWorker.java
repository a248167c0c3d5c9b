package io.jenkins.plugins.deployhooks.local.cache;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.pack.ArchiveWriter;
import io.jenkins.plugins.deployhooks.engine.archive.unpack.ArchiveReader;
import io.jenkins.plugins.deployhooks.engine.cache.CachedArchives;
import io.jenkins.plugins.deployhooks.engine.cache.deployment.LocalPacking;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import io.jenkins.plugins.deployhooks.engine.cache.store.Wanted;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A process that saves and restores as it is told, until somebody kills it: one line when it begins, one when it is done.
 * What it restores it checks: all files must be of one tree, and none may be missing.
 */
public final class StoreWorker {
    static final Quota QUOTA = new Quota(900_000, Duration.ofDays(1));

    private static final String SCOPE = "main";
    private static final int KEYS = 6;
    private static final int FILES = 24;
    private static final int LINES = 400;

    private final CacheStore store;
    private final Path built;
    private final Path target;
    private final Random random;

    private StoreWorker(CacheStore store, Path place, long seed) {
        this.store = store;
        this.built = place.resolve("built");
        this.target = place.resolve("target");
        this.random = new Random(seed);
    }

    /** @param arguments the directory of the store and the seed; then in lines the worker's own directory, and orders */
    public static void main(String[] arguments) throws Exception {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        say("booted");
        String place = orders.readLine();
        if (place == null) {
            return;
        }
        CacheStore store = new DirectoryCacheStore(Path.of(arguments[0]), QUOTA, InstantSource.system());
        StoreWorker worker = new StoreWorker(store, Path.of(place), Long.parseLong(arguments[1]));
        say("ready");
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            say(order.equals("save") ? worker.save() : worker.restore());
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private CachedArchives archives(Entry fitting, Entry.Name name) {
        return new CachedArchives(
                new CachedArchives.Place(fitting == null ? built : target, Selection.ALL),
                new CachedArchives.Keeping(
                        fitting, name, new CacheStore.Made(Map.of(), "worker", random.nextBoolean())),
                store,
                new LocalPacking(
                        new ArchiveWriter(ArchiveFormat.TAR, Progress.NONE),
                        new ArchiveReader(Limits.DEFAULT, Progress.NONE)));
    }

    private Entry.Name name() {
        return new Entry.Name(SCOPE, "key-" + random.nextInt(KEYS));
    }

    private String save() throws Exception {
        // Each file says which tree it belongs to, so that a mixture of two would show.
        int files = 1 + random.nextInt(FILES);
        String line = files + " files of tree " + random.nextLong() + "\n";
        Path tree = Files.createDirectories(built.resolve("tree"));
        for (int i = 0; i < FILES; i++) {
            Path file = tree.resolve("file-" + i);
            Files.deleteIfExists(file);
            if (i < files) {
                Files.writeString(file, line.repeat(1 + random.nextInt(LINES)));
            }
        }
        say("saving");
        archives(null, name()).save();
        return "saved";
    }

    private String restore() throws Exception {
        Entry.Name name = name();
        say("restoring");
        Entry entry = store.find(new Wanted(List.of(SCOPE), name.key(), List.of()));
        if (entry == null) {
            return "missed";
        }
        try {
            archives(entry, name).restore();
        } catch (IOException e) {
            boolean removed = String.valueOf(e.getMessage()).contains("was removed from the cache meanwhile");
            return removed ? "missed" : "TORN " + e;
        }
        return fault(target.resolve("tree"));
    }

    private static String fault(Path tree) throws IOException {
        String expected = null;
        int files = 0;
        try (Stream<Path> all = Files.list(tree)) {
            for (Path file : all.toList()) {
                files++;
                List<String> lines = Files.readAllLines(file);
                expected = expected == null ? lines.get(0) : expected;
                String of = expected;
                if (!lines.stream().allMatch(of::equals)) {
                    return "TORN " + file + " is of another tree";
                }
            }
        }
        return expected != null && expected.startsWith(files + " files ")
                ? "restored"
                : "TORN " + files + ": " + expected;
    }
}
