package io.jenkins.plugins.deployhooks.local.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.disk.NameLocks;
import io.jenkins.plugins.deployhooks.engine.cache.disk.Trees;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that use one store, of which one after the other is killed in the midst of a save or a restore. */
class StoreCrashTest {
    private static final int WORKERS = 4;
    private static final int KILLS = 200;

    /** What a machine manages in the time that has other things to do. */
    private static final int ENOUGH_KILLS = 40;

    private static final int BOOTING = 2;
    private static final long AT_MOST_SECONDS = 300;

    @TempDir
    private Path temporary;

    private Path root;

    private final WorkerProcess[] workers = new WorkerProcess[WORKERS];
    private final Deque<WorkerProcess> booting = new ArrayDeque<>();
    private final Map<String, Integer> results = new TreeMap<>();
    private final Map<String, Integer> killed = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    // How long what is ordered takes, in nanoseconds: a kill shall hit each part of it as often as any other.
    private long usual = TimeUnit.MILLISECONDS.toNanos(20);
    private Random random;
    private WorkerClasses classes;

    /** In memory, where there is room: what is forced to a disk makes no difference to a killed process. */
    @BeforeEach
    void choosePlace() throws Exception {
        Path memory = Path.of("/dev/shm");
        root = Files.isWritable(memory) ? Files.createTempDirectory(memory, "deploy-hooks-test") : temporary;
        classes = new WorkerClasses(Files.createDirectory(root.resolve("classes")));
    }

    @AfterEach
    void clear() throws Exception {
        stop();
        Trees.delete(root);
    }

    private void stop() throws InterruptedException {
        for (WorkerProcess worker : workers) {
            if (worker != null) {
                worker.kill();
            }
        }
        for (WorkerProcess worker : booting) {
            worker.kill();
        }
    }

    @Test
    @Requirement({"S45"})
    void killedProcessesLeaveNoTornArchiveNoLockAndOneStagingDirectoryAtMost() throws Exception {
        long seed = Long.getLong("deployhooks.seed", System.nanoTime());
        System.out.println("StoreCrashTest: seed " + seed);
        random = new Random(seed);
        for (int i = 0; i < WORKERS; i++) {
            open(i);
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(AT_MOST_SECONDS);
        int kills = 0;
        while (kills < KILLS && System.nanoTime() < end) {
            kills += round() ? 1 : 0;
            assertThat(faults).isEmpty();
        }
        stop();
        System.out.println("StoreCrashTest: killed " + killed + ", not killed " + results);
        assertThat(kills).isBetween(ENOUGH_KILLS, KILLS);
        assertThat(errors()).isEmpty();
        DirectoryCacheStore store = new DirectoryCacheStore(store(), StoreWorker.QUOTA, InstantSource.system());
        assertThat(names("staging")).isEmpty();
        assertThat(names("locks")).isEmpty();
        assertThat(store.verify()).isEmpty();
        assertThat(names("entries")).hasSameSizeAs(store.list());
    }

    /** Gives each worker an order, and kills one; answers whether it was in the midst of it. */
    private boolean round() throws Exception {
        String[] orders = new String[WORKERS];
        for (int i = 0; i < WORKERS; i++) {
            orders[i] = random.nextBoolean() ? "save" : "restore";
            workers[i].order(orders[i]);
        }
        int victim = random.nextInt(WORKERS);
        while (!workers[victim].isWarm() && Stream.of(workers).anyMatch(WorkerProcess::isWarm)) {
            victim = random.nextInt(WORKERS);
        }
        assertThat(workers[victim].line()).isIn("saving", "restoring");
        long begun = workers[victim].lastLine();
        // Any moment: that is what is tested.
        LockSupport.parkNanos((long) (random.nextDouble() * usual));
        boolean kill = workers[victim].isWarm() && !workers[victim].isDone();
        List<String> last = kill ? workers[victim].kill() : List.of();
        for (int i = 0; i < WORKERS; i++) {
            if (i != victim) {
                workers[i].line();
            }
            if (i != victim || !kill) {
                result(workers[i].result());
            }
        }
        if (!kill) {
            usual = (9 * usual + workers[victim].lastLine() - begun) / 10;
            return false;
        }
        last.forEach(this::result);
        if (last.isEmpty()) {
            killed.merge(orders[victim], 1, Integer::sum);
        }
        assertThat(lockedNames()).as("all others have done what they were told").isEmpty();
        assertThat(names("staging")).hasSizeLessThanOrEqualTo(1);
        open(victim);
        assertThat(names("staging")).as("removed by the next").isEmpty();
        return last.isEmpty();
    }

    private void result(String line) {
        if (line.startsWith("TORN")) {
            faults.add(line);
        }
        results.merge(line, 1, Integer::sum);
    }

    /** A worker that works where the one before it did, if there was one. */
    private void open(int index) throws Exception {
        while (booting.size() <= BOOTING) {
            List<String> arguments = List.of(store().toString(), Long.toString(random.nextLong()));
            booting.add(new WorkerProcess(classes, arguments, root.resolve("errors.txt")));
        }
        workers[index] = booting.remove();
        workers[index].open(root.resolve("place-" + index));
    }

    private Path store() {
        return root.resolve("store");
    }

    private List<String> lockedNames() throws Exception {
        NameLocks locks = NameLocks.of(store());
        List<String> locked = new ArrayList<>();
        for (String name : names("locks")) {
            try (NameLocks.Hold free = locks.tryAcquire(name, false)) {
                if (free == null) {
                    locked.add(name);
                }
            }
        }
        return locked;
    }

    private List<String> names(String directory) throws IOException {
        try (Stream<Path> files = Files.list(store().resolve(directory))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private List<String> errors() throws IOException {
        return Files.readAllLines(root.resolve("errors.txt"));
    }
}
