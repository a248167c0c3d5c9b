import io.jenkins.plugins.deployhooks.local.LocalHookRunner;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * What the engine costs. Arguments: n, pairs, an empty directory. Both sides of a comparison alternate in one run, so
 * that what else the machine does hits both; the medians are compared.
 */
public final class Overhead {
    private static final int SMALL = 500;
    private static final int LARGE = 5_000;

    /** Does n hooks, one after the other. */
    interface Side {
        void run(int n) throws IOException, InterruptedException;
    }

    private final Path directory;

    private Overhead(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int n = Integer.parseInt(arguments[0]);
        int pairs = Integer.parseInt(arguments[1]);
        Overhead bench = new Overhead(Path.of(arguments[2]).toAbsolutePath());
        bench.perHook(n, pairs);
        bench.linear(pairs);
    }

    /** A hook of the definition is a text in a file that a shell reads: the bare loop does just that. */
    private void perHook(int n, int pairs) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("hook.sh"), "true\n");
        Side ours = new Deployments(directory, new LocalHookRunner("bench"))::run;
        double[] medians = medians(ours, loop("sh ./hook.sh"), new int[] {n, n}, pairs);
        double each = medians[0] / n;
        double bare = medians[1] / n;
        System.out.printf(
                Locale.ROOT, "hooks n=%d pairs=%d: %.2f ms each, a bare command %.2f ms%n", n, pairs, each, bare);
        System.out.printf(Locale.ROOT, "overhead per hook %.2f ms, ratio %.2f%n", each - bare, each / bare);
    }

    private void linear(int pairs) throws IOException, InterruptedException {
        Side engine = new Deployments(directory, Deployments.nothing())::run;
        double[] medians = medians(engine, engine, new int[] {SMALL, LARGE}, pairs);
        System.out.printf(
                Locale.ROOT,
                "engine alone: %d hooks %.1f us each, %d hooks %.1f us each%n",
                SMALL,
                medians[0] / SMALL * 1000,
                LARGE,
                medians[1] / LARGE * 1000);
        System.out.printf(
                Locale.ROOT,
                "cost of a hook among %d to one among %d, ratio %.2f%n",
                LARGE,
                SMALL,
                medians[1] / LARGE / (medians[0] / SMALL));
    }

    /** The median time of each side, in milliseconds; one round of each does not count. */
    private static double[] medians(Side left, Side right, int[] counts, int pairs)
            throws IOException, InterruptedException {
        left.run(counts[0]);
        right.run(counts[1]);
        double[] lefts = new double[pairs];
        double[] rights = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            lefts[i] = millis(left, counts[0]);
            rights[i] = millis(right, counts[1]);
        }
        return new double[] {median(lefts), median(rights)};
    }

    private static double millis(Side side, int n) throws IOException, InterruptedException {
        long start = System.nanoTime();
        side.run(n);
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private Side loop(String command) {
        return n -> {
            String loop =
                    "i=0; while [ $i -lt " + n + " ]; do " + command + " </dev/null >>bare.log 2>&1; i=$((i+1)); done";
            Process shell = new ProcessBuilder("sh", "-c", loop)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(new File("/dev/null"))
                    .start();
            if (shell.waitFor() != 0) {
                throw new IllegalStateException("the loop failed: " + loop);
            }
        };
    }
}
