import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Manifest;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.pack.ArchiveWriter;
import io.jenkins.plugins.deployhooks.engine.archive.unpack.ArchiveReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Makes and restores archives of three kinds of trees, in turns with tar and zstd. */
public final class Archive {
    /** Rounds that do not count: an agent has run for a while when it archives, and so has its compiler. */
    private static final int WARM = 5;

    private final Path work;
    private final int pairs;

    private Archive(Path work, int pairs) {
        this.work = work;
        this.pairs = pairs;
    }

    public static void main(String[] args) throws Exception {
        Archive bench = new Archive(Path.of(args[0]), Integer.parseInt(args[1]));
        for (String tree : args[2].split(",")) {
            if (!ArchiveTrees.isForMemoryOnly(tree)) {
                bench.measure(tree);
            }
        }
        ArchiveCosts costs = new ArchiveCosts(Path.of(args[0]));
        for (String tree : args[2].split(",")) {
            costs.heap(tree);
        }
        costs.linear("files", 20_000, 1);
        costs.linear("bytes", 1, 150_000_000);
    }

    private interface Task {
        void run() throws Exception;
    }

    private void measure(String name) throws Exception {
        Path tree = work.resolve(name);
        ArchiveTrees.make(name, tree);
        Path ours = work.resolve("ours");
        Path out = work.resolve("out");
        compare(
                "create " + name,
                () -> remove(ours),
                () -> write(tree, ours),
                () -> shell("tar -cf - -C " + tree + " . | zstd -q -f -T0 -1 -o " + work.resolve("theirs")));
        remove(ours);
        Manifest manifest = Manifest.read(write(tree, ours));
        ArchiveReader reader = new ArchiveReader(Limits.DEFAULT, Progress.NONE);
        compare(
                "restore " + name,
                () -> remove(out),
                () -> reader.restore(ours, manifest.file(), out, Selection.ALL),
                () -> shell("mkdir " + out + " && zstd -q -dc " + work.resolve("theirs") + " | tar -xf - -C " + out));
        for (Path done : List.of(tree, ours, out, work.resolve("theirs"))) {
            remove(done);
        }
    }

    static String write(Path tree, Path archive) throws IOException, InterruptedException {
        ArchiveSummary summary =
                new ArchiveWriter(ArchiveFormat.TAR_ZST, Progress.NONE).write(tree, Selection.ALL, archive);
        return Manifest.of(summary, "key", Map.of("tree", "0"), "bench").json();
    }

    private void compare(String what, Task clean, Task ours, Task theirs) throws Exception {
        List<Double> ratios = new ArrayList<>();
        Sums sums = new Sums();
        for (int pair = -WARM; pair < pairs; pair++) {
            // who begins changes too: what the first leaves behind in caches is the second's
            double a = pair % 2 == 0 ? time(clean, ours, pair < 0 ? new Sums() : sums) : 0;
            double b = time(clean, theirs, pair < 0 ? new Sums() : sums.theirs());
            a = pair % 2 == 0 ? a : time(clean, ours, pair < 0 ? new Sums() : sums);
            if (pair >= 0) {
                ratios.add(a / b);
            }
        }
        Collections.sort(ratios);
        System.out.printf("%s %.2f%n", what, median(ratios));
        System.err.printf("  ours %s, tar and zstd %s; ratios %s%n", sums, sums.theirs(), round(ratios));
    }

    private static double time(Task clean, Task task, Sums sums) throws Exception {
        clean.run();
        double cpu = cpu();
        long start = System.nanoTime();
        task.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        sums.seconds.add(seconds);
        sums.cpu.add(cpu() - cpu);
        return seconds;
    }

    /** Processor time of this process and of those it waited for, in seconds. */
    static double cpu() throws IOException {
        String[] stat = Files.readString(Path.of("/proc/self/stat"))
                .replaceFirst(".*\\) ", "")
                .split(" ");
        long ticks = 0;
        for (int field = 11; field <= 14; field++) {
            ticks += Long.parseLong(stat[field]);
        }
        return ticks / 100.0;
    }

    private static List<String> round(List<Double> values) {
        return values.stream().map(value -> String.format("%.2f", value)).toList();
    }

    /** Times of one side, and of the other. */
    private static final class Sums {
        private final List<Double> seconds = new ArrayList<>();
        private final List<Double> cpu = new ArrayList<>();
        private Sums theirs;

        Sums theirs() {
            theirs = theirs == null ? new Sums() : theirs;
            return theirs;
        }

        @Override
        public String toString() {
            return "%.2f s (processors %.2f s)".formatted(median(seconds), median(cpu));
        }
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return (sorted.get(sorted.size() / 2) + sorted.get((sorted.size() - 1) / 2)) / 2;
    }

    static void shell(String command) throws IOException, InterruptedException {
        int status = new ProcessBuilder("bash", "-o", "pipefail", "-c", command)
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException(command + " ended with " + status);
        }
    }

    static void remove(Path path) throws IOException, InterruptedException {
        shell("rm -rf " + path);
    }
}
