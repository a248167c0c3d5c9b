import io.jenkins.plugins.deployhooks.engine.cache.CacheDecision;
import io.jenkins.plugins.deployhooks.engine.cache.CacheSubject;
import io.jenkins.plugins.deployhooks.engine.cache.git.GitTree;
import io.jenkins.plugins.deployhooks.engine.cache.key.BuildKeys;
import io.jenkins.plugins.deployhooks.engine.cache.key.RunParts;
import io.jenkins.plugins.deployhooks.engine.cache.key.TreeId;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Rules;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import io.jenkins.plugins.deployhooks.engine.profile.Profiles;
import io.jenkins.plugins.deployhooks.local.git.LocalGit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The whole decision "unchanged?", side by side with the commands that would tell the same. */
public final class Unchanged {
    private static final int FILES = 40_000;
    private static final int WARM_UP = 8;

    private final Path work;
    private final int pairs;

    private Unchanged(Path work, int pairs) {
        this.work = work;
        this.pairs = pairs;
    }

    private interface Task {
        void run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        Path work = Path.of(arguments[0]);
        if (arguments.length == 3) {
            decide(work, work.resolve("plain"), TreeId.NONE, work.resolve("index/once"));
            return;
        }
        new Unchanged(work, Integer.parseInt(arguments[1])).all();
    }

    private void all() throws Exception {
        Path plain = work.resolve("plain");
        Path git = work.resolve("git");
        tree(plain);
        tree(git);
        sh("cd '" + git + "' && git init -q && git add -A && git -c user.name=b -c user.email=b@example.org"
                + " -c commit.gpgsign=false commit -q -m bench && git status --porcelain");
        Path index = work.resolve("index/plain");
        String sums = "cd '" + plain + "' && find . -type f -print0 | xargs -0 sha256sum >/dev/null";

        System.out.printf("%d files; medians of %d alternating pairs, in seconds: ours, theirs, ratio%n", FILES, pairs);
        compare(
                "git   (git status --porcelain, at most 1.5)",
                () -> decide(work, git, new GitTree(new LocalGit()), null),
                () -> sh("cd '" + git + "' && git status --porcelain >/dev/null"));
        compare(
                "cold  (sha256sum, at most 1.0)",
                () -> {
                    Files.deleteIfExists(index);
                    decide(work, plain, TreeId.NONE, index);
                },
                () -> sh(sums));
        compare("same  (sha256sum, at most 0.2)", () -> decide(work, plain, TreeId.NONE, index), () -> sh(sums));
        String once = "'" + System.getProperty("java.home") + "/bin/java' -cp '" + System.getProperty("java.class.path")
                + "' Unchanged '" + work + "' 1 once";
        sh(once);
        compare("same, in a new process (sha256sum)", () -> sh(once), () -> sh(sums));
    }

    private void compare(String name, Task ours, Task theirs) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            ours.run();
        }
        theirs.run();
        double[] mine = new double[pairs];
        double[] other = new double[pairs];
        double[] ratios = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            mine[i] = seconds(ours);
            other[i] = seconds(theirs);
            ratios[i] = mine[i] / other[i];
        }
        System.out.printf("%-45s %.3f %.3f %.2f%n", name, median(mine), median(other), median(ratios));
    }

    private static double seconds(Task task) throws Exception {
        long start = System.nanoTime();
        task.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void decide(Path work, Path root, TreeId trees, Path index) throws Exception {
        Target target = new Target("native", "shop", "production", null);
        Definition definition = new Definition(target, Map.of(), Map.of(), Rules.DEFAULT, Map.of());
        Profile profile = Profiles.get("native");
        DirectoryCacheStore store =
                new DirectoryCacheStore(work.resolve("store"), Quota.DEFAULT, InstantSource.system());
        CacheSubject subject = CacheSubject.of(
                new CacheSubject.Wish(definition, profile, Facts.NONE),
                new BuildKeys(root, trees, index),
                new RunParts(root, profile));
        CacheDecision.of(subject, List.of("main"), store.list(), null);
    }

    private static void sh(String command) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command);
        }
    }

    /** Files of 100 bytes to 13 kB, 50 to a directory. */
    private static void tree(Path root) throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < FILES; i++) {
            Path directory = root.resolve("d" + i / 1000).resolve("e" + i / 50 % 20);
            Files.createDirectories(directory);
            byte[] bytes = new byte[100 + random.nextInt(12_900)];
            random.nextBytes(bytes);
            Files.write(directory.resolve("file-" + i + ".js"), bytes);
        }
    }
}
