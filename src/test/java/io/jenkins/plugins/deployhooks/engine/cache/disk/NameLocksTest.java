package io.jenkins.plugins.deployhooks.engine.cache.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NameLocksTest {
    @TempDir
    private Path root;

    private NameLocks locks;

    @BeforeEach
    void open() throws IOException {
        locks = NameLocks.of(root);
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("locks"))) {
            return files.count();
        }
    }

    @Test
    void sharedLocksGoTogetherAndExclusiveOnesAlone() throws Exception {
        NameLocks.Hold first = locks.tryAcquire("a", true);
        NameLocks.Hold second = NameLocks.of(root.resolve(".")).tryAcquire("a", true);
        assertThat(first).isNotNull();
        assertThat(second).isNotNull();
        assertThat(locks.tryAcquire("a", false)).isNull();
        try (NameLocks.Hold other = locks.tryAcquire("b", false)) {
            assertThat(other).isNotNull();
            assertThat(locks.tryAcquire("b", true)).isNull();
        }
        first.close();
        first.close();
        assertThat(locks.tryAcquire("a", false))
                .as("closing twice gives up one lock only")
                .isNull();
        second.close();
        try (NameLocks.Hold alone = locks.tryAcquire("a", false)) {
            assertThat(alone).isNotNull();
        }
        assertThat(files()).isZero();
    }

    @Test
    void whoeverWaitsGetsItOrHearsThatItTakesTooLong() throws Exception {
        NameLocks.Hold held = locks.tryAcquire("a", false);
        assertThatThrownBy(() -> locks.acquire("a", true, Duration.ZERO))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another deployment");
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
            try {
                locks.acquire("a", true, Duration.ofSeconds(30)).close();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        held.close();
        waiting.join();
    }

    @Test
    void anInterruptedThreadGivesUpItsLockAndGetsNoOther() throws Exception {
        NameLocks.Hold held = locks.tryAcquire("a", false);
        CompletableFuture<Void> interrupted = CompletableFuture.runAsync(() -> {
            Thread.currentThread().interrupt();
            try {
                held.close();
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                locks.acquire("a", false, Duration.ofSeconds(30)).close();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThatThrownBy(interrupted::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(InterruptedException.class);
        assertThat(files()).isZero();
    }
}
