import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.unpack.ArchiveReader;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What archives cost in memory, and whether they cost more a file or a byte when there are more. */
final class ArchiveCosts {
    private static final int KIB = 1024;
    private static final int MIB = KIB * KIB;

    /** Heaps that are tried, above that of an idle virtual machine, the largest that is allowed first. In MiB. */
    private static final int[] HEAPS = {64, 32, 16, 8, 4};

    private static final int ROUNDS = 5;
    private static final int TIMES = 4;

    private final Path work;

    ArchiveCosts(Path work) {
        this.work = work;
    }

    /**
     * Prints the smallest heap above idle with which a virtual machine of its own makes and restores an archive. Its limit is
     * what is measured: it cannot have used more.
     */
    void heap(String name) throws Exception {
        Path tree = work.resolve(name);
        ArchiveTrees.make(name, tree);
        Path probe = Files.createDirectories(work.resolve("probe"));
        Files.writeString(probe.resolve("file"), "contents");
        int idle = Integer.parseInt(child("-Xmx64m", probe).split(" ")[0]);
        String used = null;
        String last = "";
        for (int heap : HEAPS) {
            last = child("-Xmx" + (idle + heap * KIB) + "k", tree);
            if (last == null) {
                break;
            }
            used = heap + " (idle " + idle / KIB + " MiB)" + last.substring(last.indexOf(' '));
        }
        System.out.printf("heap %s %s%n", name, used == null ? "more than " + HEAPS[0] : used.split(" ")[0]);
        System.err.printf("  %s%n", used);
        Archive.remove(tree);
        Archive.remove(probe);
    }

    /** What a child said; null: it had too little memory. */
    private String child(String heap, Path tree) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-XX:MaxDirectMemorySize=64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "ArchiveCosts",
                        tree.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes()).strip();
        boolean ended = process.waitFor(10, TimeUnit.MINUTES);
        for (String left : List.of("archive", "out", ".out.restoring")) {
            Archive.remove(tree.resolveSibling(left));
        }
        return ended && process.exitValue() == 0 ? said : null;
    }

    /** The child: makes and restores an archive, says how much heap is used then, and how much other memory was. */
    public static void main(String[] args) throws Exception {
        Path tree = Path.of(args[0]);
        cycle(tree);
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        String resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElse("VmHWM: ?");
        System.out.printf(
                "%d direct buffers %d MiB, resident at most %s%n",
                (runtime.totalMemory() - runtime.freeMemory()) / KIB,
                direct / MIB,
                resident.replaceFirst("VmHWM:\\s*", ""));
    }

    /** Prints what a file, or a byte, of a tree costs in relation to one of a tree a quarter its size: processor time. */
    void linear(String what, int files, int size) throws Exception {
        double once = cost(files, size);
        double more = what.equals("files") ? cost(TIMES * files, size) : cost(files, TIMES * size);
        System.out.printf("linear %s %.2f%n", what, more / TIMES / once);
        System.err.printf("  %.2f s of processors, for %d times as much %.2f s%n", once, TIMES, more);
    }

    private double cost(int files, int size) throws Exception {
        Path tree = work.resolve("linear");
        ArchiveTrees.files(tree, files, 200, () -> size);
        List<Double> times = new ArrayList<>();
        for (int round = -1; round < ROUNDS; round++) {
            double start = Archive.cpu();
            cycle(tree);
            if (round >= 0) {
                times.add(Archive.cpu() - start);
            }
            Archive.remove(work.resolve("archive"));
            Archive.remove(work.resolve("out"));
        }
        Archive.remove(tree);
        return Archive.median(times);
    }

    private static void cycle(Path tree) throws IOException, InterruptedException {
        Path archive = tree.resolveSibling("archive");
        Archive.write(tree, archive);
        new ArchiveReader(Limits.DEFAULT, Progress.NONE)
                .restore(archive, null, tree.resolveSibling("out"), Selection.ALL);
    }
}
