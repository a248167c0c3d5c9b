package io.jenkins.plugins.deployhooks.engine.cache.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That locks are those of the system, and what becomes of them where their files cannot be used. */
class NameLocksFaultsTest {
    @TempDir
    private Path root;

    private NameLocks locks;

    @BeforeEach
    void open() throws IOException {
        locks = NameLocks.of(root);
    }

    @Test
    void whatIsLockedIsLockedForTheSystemToo() throws Exception {
        try (NameLocks.Hold held = locks.tryAcquire("a", false);
                FileChannel other = FileChannel.open(root.resolve("locks/a"), StandardOpenOption.WRITE)) {
            assertThat(held).isNotNull();
            assertThatThrownBy(other::tryLock).isInstanceOf(OverlappingFileLockException.class);
        }
    }

    @Test
    void whoeverCannotGetThroughTheGateGetsNoLockAndGivesUpTheOneItHas() throws Exception {
        NameLocks.Hold held = locks.tryAcquire("a", false);
        Path gate = root.resolve("gate");
        Files.deleteIfExists(gate);
        Files.createDirectory(gate);
        assertThatThrownBy(() -> locks.tryAcquire("b", false)).isInstanceOf(IOException.class);
        assertThatThrownBy(held::close).isInstanceOf(IOException.class);
        Files.delete(gate);
        for (String name : new String[] {"a", "b"}) {
            try (NameLocks.Hold again = locks.tryAcquire(name, false)) {
                assertThat(again).as(name).isNotNull();
            }
        }
    }

    @Test
    void whileAnotherCopyOfTheClassIsBehindTheGateEverybodyWaits() throws Exception {
        // As a copy that another class loader has loaded says it.
        String open = "deployhooks.open." + root.toRealPath().resolve("gate");
        System.setProperty(open, "");
        CompletableFuture<Thread> started = new CompletableFuture<>();
        CompletableFuture<Boolean> got = CompletableFuture.supplyAsync(() -> {
            started.complete(Thread.currentThread());
            try (NameLocks.Hold hold = locks.tryAcquire("a", false)) {
                return hold != null;
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        try {
            Thread waiting = started.get();
            Awaitility.await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
            assertThat(got).isNotDone();
            assertThat(root.resolve("locks")).isEmptyDirectory();
        } finally {
            System.clearProperty(open);
        }
        assertThat(got.get()).isTrue();
    }
}
