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
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes and restores archives of three kinds of trees, in turns with tar and zstd. */
public final class Archive {
    private static final int LETTERS = 32;

    private final Path work;
    private final int pairs;

    private Archive(Path work, int pairs) {
        this.work = work;
        this.pairs = pairs;
    }

    public static void main(String[] args) throws Exception {
        Archive bench = new Archive(Path.of(args[0]), Integer.parseInt(args[1]));
        for (String tree : args[2].split(",")) {
            bench.measure(tree);
        }
    }

    private interface Task {
        void run() throws Exception;
    }

    private void measure(String name) throws Exception {
        Path tree = work.resolve(name);
        make(name, tree);
        create(name, tree);
        restore(name);
        remove(work.resolve("out"));
        remove(tree);
        remove(work.resolve("ours"));
        remove(work.resolve("theirs"));
    }

    private void create(String name, Path tree) throws Exception {
        Path ours = work.resolve("ours");
        compare(
                "create " + name,
                () -> remove(ours),
                () -> {
                    ArchiveSummary summary =
                            new ArchiveWriter(ArchiveFormat.TAR_ZST, Progress.NONE).write(tree, Selection.ALL, ours);
                    String manifest = Manifest.of(summary, "key", Map.of("tree", "0"), "bench")
                            .json();
                    Files.writeString(work.resolve("ours.json"), manifest);
                },
                () -> shell("tar -cf - -C " + tree + " . | zstd -q -f -T0 -3 -o " + work.resolve("theirs")));
    }

    private void restore(String name) throws Exception {
        Path out = work.resolve("out");
        Manifest manifest = Manifest.read(Files.readString(work.resolve("ours.json")));
        ArchiveReader reader = new ArchiveReader(Limits.DEFAULT, Progress.NONE);
        compare(
                "restore " + name,
                () -> remove(out),
                () -> reader.restore(work.resolve("ours"), manifest.file(), out, Selection.ALL),
                () -> shell("mkdir " + out + " && zstd -q -dc " + work.resolve("theirs") + " | tar -xf - -C " + out));
    }

    private void compare(String what, Task clean, Task ours, Task theirs) throws Exception {
        List<Double> ratios = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        List<Double> otherSeconds = new ArrayList<>();
        for (int pair = -1; pair < pairs; pair++) {
            // who begins changes too: what the first leaves behind in caches is the second's
            boolean first = pair % 2 == 0;
            double a = first ? time(clean, ours) : 0;
            double b = time(clean, theirs);
            a = first ? a : time(clean, ours);
            if (pair >= 0) {
                ratios.add(a / b);
                seconds.add(a);
                otherSeconds.add(b);
            }
        }
        System.out.printf("%s %.2f%n", what, median(ratios));
        System.err.printf(
                "  medians of %d pairs: %.2f s, tar and zstd %.2f s; ratios %s%n",
                pairs,
                median(seconds),
                median(otherSeconds),
                ratios.stream().sorted().map(r -> String.format("%.2f", r)).toList());
    }

    private static double time(Task clean, Task task) throws Exception {
        clean.run();
        long start = System.nanoTime();
        task.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return (sorted.get(sorted.size() / 2) + sorted.get((sorted.size() - 1) / 2)) / 2;
    }

    private static void make(String name, Path tree) throws IOException {
        Random random = new Random(1);
        switch (name) {
            case "small" ->
                files(tree, 40_000, 100, () -> 1 + (int) (random.nextDouble() * random.nextDouble() * 26_500));
            case "tiny" -> files(tree, 200_000, 200, () -> random.nextInt(100));
            case "large" -> files(tree, 3, 3, () -> 400_000_000);
            default -> throw new IllegalArgumentException("small, large or tiny, not " + name);
        }
    }

    private interface Size {
        int next();
    }

    private static void files(Path tree, int count, int each, Size size) throws IOException {
        Random random = new Random(2);
        Path directory = tree;
        for (int i = 0; i < count; i++) {
            if (i % each == 0) {
                int number = i / each;
                directory = tree.resolve("module-" + number / 20).resolve("package-" + number % 20);
                Files.createDirectories(directory);
            }
            Files.write(directory.resolve("Source-file-" + i + ".txt"), contents(random, size.next()));
        }
    }

    /** Half compressible: in turns noise, and text of few letters. */
    private static byte[] contents(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        for (int i = 0; i < size; i++) {
            if ((i >> 9 & 1) == 0) {
                bytes[i] = (byte) ('a' + bytes[i - i % LETTERS] % 4);
            }
        }
        return bytes;
    }

    private static void shell(String command) throws IOException, InterruptedException {
        int status = new ProcessBuilder("bash", "-o", "pipefail", "-c", command)
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException(command + " ended with " + status);
        }
    }

    private static void remove(Path path) throws IOException, InterruptedException {
        shell("rm -rf " + path);
    }
}
