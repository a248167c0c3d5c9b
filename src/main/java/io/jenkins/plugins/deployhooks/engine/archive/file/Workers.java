package io.jenkins.plugins.deployhooks.engine.archive.file;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Threads for one archive: none outlives it. */
public final class Workers {
    private Workers() {}

    /** So many threads, which keep no program from ending. */
    public static ExecutorService start(int count, String name) {
        return Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "deploy-hooks archive " + name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** So many threads as there are processors, up to {@code most}. */
    public static ExecutorService startOnePerProcessor(int most, String name) {
        return start(Math.min(Runtime.getRuntime().availableProcessors(), most), name);
    }

    /** Interrupts the threads and waits for them; they wait for nothing but the disk then. */
    public static void end(ExecutorService workers) {
        workers.shutdownNow();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = workers.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
