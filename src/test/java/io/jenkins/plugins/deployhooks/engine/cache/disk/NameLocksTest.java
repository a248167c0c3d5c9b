package io.jenkins.plugins.deployhooks.engine.cache.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
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

    @Test
    void anotherCopyOfTheClassTakesNothingAway() throws Exception {
        Path system = Path.of("/proc/locks");
        assumeTrue(Files.isReadable(system), "the system tells who has which lock");
        List<URL> urls = new ArrayList<>();
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String element : path.split(File.pathSeparator)) {
            urls.add(Path.of(element).toUri().toURL());
        }
        NameLocks.Hold held = locks.tryAcquire("a", false);
        String inode = ":" + Files.getAttribute(root.resolve("locks/a"), "unix:ino") + " ";
        assumeTrue(Files.readString(system).contains(inode), "the system tells of this lock");
        try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), null)) {
            Class<?> copy = loader.loadClass(NameLocks.class.getName());
            Object others = copy.getMethod("of", Path.class).invoke(null, root);
            assertThat(copy.getMethod("tryAcquire", String.class, boolean.class).invoke(others, "a", false))
                    .isNull();
            copy.getMethod("sweep").invoke(others);
            // The list may lack a line while somebody else's locks come and go.
            Awaitility.await().until(() -> Files.readString(system).contains(inode));
            held.close();
            try (AutoCloseable theirs = (AutoCloseable)
                    copy.getMethod("tryAcquire", String.class, boolean.class).invoke(others, "a", false)) {
                assertThat(theirs).isNotNull();
                assertThat(locks.tryAcquire("a", true)).isNull();
            }
        }
        assertThat(files()).isZero();
        assertThat(System.getProperties().stringPropertyNames())
                .noneMatch(name -> name.contains(root.getFileName().toString()));
    }

    @Test
    void aFileSystemWithoutLocksIsExplained() {
        assertThat(LockFault.of(root, new IOException("No locks available")))
                .hasMessageContaining("No locks available")
                .hasMessageEndingWith("have the cache on a disk of this machine");
        assertThat(LockFault.of(root, new IOException("No space left on device")))
                .hasMessage("No space left on device");
    }

    @Test
    void whoeverIsInterruptedTidiesNothingAndHearsOfItWhileItWaits() throws Exception {
        Path left = Files.writeString(root.resolve("locks/left"), "");
        Thread.currentThread().interrupt();
        assertThatThrownBy(locks::sweep).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(left).exists();
        try (NameLocks.Hold held = locks.tryAcquire("a", false)) {
            assertThat(held).isNotNull();
            locks.sweep();
            assertThat(left).doesNotExist();
            assertThat(root.resolve("locks/a")).as("of one that is held").exists();
            Thread waiting = Thread.currentThread();
            Thread impatient = new Thread(() -> {
                Awaitility.await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
                waiting.interrupt();
            });
            impatient.start();
            assertThatThrownBy(() -> locks.acquire("a", true, Duration.ofSeconds(30)))
                    .isInstanceOf(InterruptedException.class);
            impatient.join();
        }
        assertThat(files()).isZero();
    }

    @Test
    void whoeverWaitsLongEnoughGetsIt() throws Exception {
        NameLocks.Hold held = locks.tryAcquire("a", false);
        Thread waiting = Thread.currentThread();
        Thread holder = new Thread(() -> {
            Awaitility.await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
            try {
                held.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        holder.start();
        try (NameLocks.Hold next = locks.acquire("a", false, Duration.ofSeconds(30))) {
            assertThat(next).isNotNull();
        }
        holder.join();
    }
}
