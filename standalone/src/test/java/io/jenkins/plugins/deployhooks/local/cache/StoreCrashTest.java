package io.jenkins.plugins.deployhooks.local.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.disk.NameLocks;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that use one store and are killed at random moments. */
class StoreCrashTest {
    private static final int WORKERS = 4;
    private static final int OPERATIONS = 200;
    private static final int KILLS = 24;
    private static final long AT_MOST_SECONDS = 40;
    private static final long START_SECONDS = 60;

    @TempDir
    private Path root;

    private final Map<String, AtomicInteger> lines = new ConcurrentHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();

    /** A worker, and the thread that reads what it says. */
    private final class Worker {
        private final Process process;
        private final CountDownLatch ready = new CountDownLatch(1);
        private final Thread reader = new Thread(this::read, "worker's lines");

        Worker(long seed) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            StoreWorker.class.getName(),
                            root.resolve("store").toString(),
                            Long.toString(seed))
                    .redirectError(root.resolve("errors-" + seed + ".txt").toFile())
                    .start();
            reader.start();
        }

        private void read() {
            try (BufferedReader out = process.inputReader()) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    if (line.startsWith("TORN")) {
                        synchronized (faults) {
                            faults.add(line);
                        }
                    }
                    lines.computeIfAbsent(line, key -> new AtomicInteger()).incrementAndGet();
                    if (line.equals("ready")) {
                        ready.countDown();
                    }
                }
            } catch (IOException e) {
                // The pipe of a killed process.
                return;
            } finally {
                ready.countDown();
            }
        }

        void kill() throws InterruptedException {
            process.destroyForcibly();
            assertThat(process.waitFor(START_SECONDS, TimeUnit.SECONDS)).isTrue();
            reader.join();
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Worker worker : workers) {
            worker.kill();
        }
    }

    private int count(String line) {
        AtomicInteger count = lines.get(line);
        return count == null ? 0 : count.get();
    }

    private int operations() {
        return count("saved") + count("restored");
    }

    @Test
    @Requirement({"S45"})
    void killedProcessesLeaveNoTornArchiveNoLockAndOneStagingDirectoryAtMost() throws Exception {
        long seed = System.nanoTime();
        System.out.println("StoreCrashTest: seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < WORKERS; i++) {
            workers.add(started(random));
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(AT_MOST_SECONDS);
        int kills = 0;
        int mostLeft = 0;
        while ((kills < KILLS || operations() < OPERATIONS) && System.nanoTime() < end) {
            // Any moment: that is what is tested.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(150)));
            int victim = random.nextInt(WORKERS);
            workers.get(victim).kill();
            kills++;
            mostLeft = Math.max(mostLeft, left().size());
            workers.set(victim, started(random));
        }
        stop();
        System.out.printf(
                "StoreCrashTest: %d kills, %d saves, %d restores, %d misses; at most %d staging directories left%n",
                kills, count("saved"), count("restored"), count("missed"), mostLeft);

        assertThat(faults).isEmpty();
        assertThat(errors()).isEmpty();
        assertThat(operations()).isGreaterThanOrEqualTo(OPERATIONS);
        assertThat(kills).isGreaterThanOrEqualTo(KILLS / 2);
        assertThat(mostLeft).isLessThanOrEqualTo(1);
        DirectoryCacheStore store =
                new DirectoryCacheStore(root.resolve("store"), StoreWorker.QUOTA, InstantSource.system());
        assertThat(names("staging")).isEmpty();
        assertThat(names("locks")).isEmpty();
        assertThat(store.verify()).isEmpty();
        assertThat(names("entries")).hasSameSizeAs(store.list());
    }

    private Worker started(Random random) throws Exception {
        Worker worker = new Worker(random.nextInt(Integer.MAX_VALUE));
        assertThat(worker.ready.await(START_SECONDS, TimeUnit.SECONDS)).isTrue();
        return worker;
    }

    /** The staging directories that nobody has the lock of. */
    private List<String> left() throws Exception {
        NameLocks locks = NameLocks.of(root.resolve("store"));
        List<String> left = new ArrayList<>();
        for (String name : names("staging")) {
            try (NameLocks.Hold free = locks.tryAcquire(name + ".staging", false)) {
                if (free != null && Files.exists(root.resolve("store/staging").resolve(name))) {
                    left.add(name);
                }
            }
        }
        return left;
    }

    private List<String> names(String directory) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("store").resolve(directory))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private List<String> errors() throws IOException {
        List<String> errors = new ArrayList<>();
        try (Stream<Path> files = Files.list(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                errors.addAll(Files.readAllLines(file));
            }
        }
        return errors;
    }
}
