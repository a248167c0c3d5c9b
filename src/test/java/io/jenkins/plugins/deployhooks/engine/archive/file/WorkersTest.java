package io.jenkins.plugins.deployhooks.engine.archive.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the threads of an archive end. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkersTest {
    @Test
    void theyKeepNoProgramFromEnding() throws Exception {
        ExecutorService workers = Workers.start(1, "test");
        try {
            FutureTask<Thread> asked =
                    new FutureTask<>(() -> workers.submit(Thread::currentThread).get());
            Thread starter = new Thread(asked);
            // else its child would keep none either
            starter.setDaemon(false);
            starter.start();
            Thread thread = asked.get(30, TimeUnit.SECONDS);
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getName()).isEqualTo("deploy-hooks archive test");
        } finally {
            Workers.end(workers);
        }
    }

    @Test
    void whoIsInterruptedWaitsForThemAllTheSame() throws Exception {
        Thread caller = Thread.currentThread();
        CountDownLatch begun = new CountDownLatch(1);
        ExecutorService workers = Workers.start(1, "test");
        workers.execute(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // until it was noticed by who waits
                while (caller.isInterrupted()) {
                    Thread.onSpinWait();
                }
            }
        });
        begun.await();
        caller.interrupt();
        Workers.end(workers);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(workers.isTerminated()).isTrue();
    }
}
