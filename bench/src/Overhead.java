import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.HookRun;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;
import io.jenkins.plugins.deployhooks.local.LocalHookRunner;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compares n trivial hooks with the same commands started by a shell loop. Arguments: n, rounds, an empty directory.
 * Both sides alternate in one run, so that what else the machine does hits both; the medians are compared.
 */
public final class Overhead {
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
        int rounds = Integer.parseInt(arguments[1]);
        Overhead bench = new Overhead(Path.of(arguments[2]).toAbsolutePath());
        Files.writeString(bench.directory.resolve("hook.sh"), "true\n");
        // a hook of the definition is a text in a file that a shell reads: the second loop does just that
        bench.compare(
                "hooks run by LocalHookRunner, against: sh -c true", bench::hooks, bench.loop("sh -c true"), n, rounds);
        bench.compare(
                "hooks run by LocalHookRunner, against: sh hook.sh",
                bench::hooks,
                bench.loop("sh ./hook.sh"),
                n,
                rounds);
    }

    private void compare(String title, Side ours, Side bare, int n, int rounds)
            throws IOException, InterruptedException {
        ours.run(n);
        bare.run(n);
        double[] oursMillis = new double[rounds];
        double[] bareMillis = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            oursMillis[i] = millis(ours, n);
            bareMillis[i] = millis(bare, n);
        }
        double each = median(oursMillis) / n;
        double eachBare = median(bareMillis) / n;
        System.out.printf("%s%n", title);
        System.out.printf(
                "  n = %d, pairs = %d: %.2f ms per hook, %.2f ms per bare command%n", n, rounds, each, eachBare);
        System.out.printf("  overhead per hook: %.2f ms%n  ratio: %.2f%n", each - eachBare, each / eachBare);
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

    /** The side to exchange for more of the engine. */
    private void hooks(int n) throws IOException {
        LocalHookRunner runner = new LocalHookRunner("bench");
        HookRun.Place place = new HookRun.Place(directory, directory, System.getenv());
        StopRequest stop = new StopRequest();
        List<Path> logs = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Path log = directory.resolve("hook-" + i + ".log");
            logs.add(log);
            HookEnd end = runner.run(
                    new HookRun(
                            "preBuild/hook-" + i,
                            Script.command("true"),
                            HookSettings.BUILT_IN,
                            place,
                            new HookRun.Output(log, HookRun.Listener.NONE)),
                    stop);
            if (end.state() != HookEnd.State.OK) {
                throw new IllegalStateException(end.toString());
            }
        }
        for (Path log : logs) {
            Files.delete(log);
        }
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
