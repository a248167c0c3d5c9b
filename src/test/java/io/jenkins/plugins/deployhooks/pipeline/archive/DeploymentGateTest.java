package io.jenkins.plugins.deployhooks.pipeline.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.agent.cache.ArchiveForm;
import io.jenkins.plugins.deployhooks.agent.cache.Offer;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.pack.ArchiveWriter;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the controller takes from an agent, and what not. */
class DeploymentGateTest {
    private static final CacheStore.Made MADE = new CacheStore.Made(Map.of("tree", "t"), "deployment", false);
    private static final byte[] BYTES = "the archive".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path dir;

    private CacheStore store;
    private DeploymentGate gate;

    @BeforeEach
    void open() throws Exception {
        store = new DirectoryCacheStore(dir, Quota.DEFAULT, InstantSource.system());
        gate = new DeploymentGate(store, access(), 1000);
    }

    private static DeploymentGate.Access access() {
        return new DeploymentGate.Access(
                Set.of("job", "main", "dependencies of job"),
                new Entry.Name("job", "key"),
                Set.of("dependencies of job"),
                MADE);
    }

    @AfterEach
    void nothingIsLeftHalfMade() throws IOException {
        try (Stream<Path> staging = Files.list(dir.resolve("staging"))) {
            assertThat(staging).isEmpty();
        }
    }

    private static String digest(byte[] bytes) throws Exception {
        return "sha256:"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static Offer offer(String scope, String key) {
        return new Offer(scope, key, false);
    }

    private static ArchiveForm.Content content() throws Exception {
        return content(BYTES.length, digest(BYTES));
    }

    private static ArchiveForm.Content said() throws IOException {
        try {
            return content();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static ArchiveForm.Content content(long bytes, String digest) {
        return new ArchiveForm.Content(bytes, digest, Map.of("format", "tar.zst", "entries", "3"));
    }

    private static InputStream bytes() {
        return new ByteArrayInputStream(BYTES);
    }

    private void refuses(Offer offer, InputStream file, String reason) throws Exception {
        refuses(offer, file, content(), reason);
    }

    private void refuses(ArchiveForm.Content said, String reason) throws Exception {
        refuses(offer("job", "key"), bytes(), said, reason);
    }

    private void refuses(Offer offer, InputStream file, ArchiveForm.Content said, String reason) throws Exception {
        assertThatThrownBy(() -> gate.store(offer, file, () -> said))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason);
        assertThat(store.list()).isEmpty();
    }

    private Entry other(String scope, String key) throws Exception {
        return store.save(new Entry.Name(scope, key), MADE, file -> {
            Files.write(file, BYTES);
            try {
                return new Entry.Content(BYTES.length, digest(BYTES), Map.of());
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
    }

    @Test
    void theArchiveOfTheDeploymentIsKeptWithWhatTheControllerKnowsOfIt() throws Exception {
        gate.store(new Offer("job", "key", true), bytes(), DeploymentGateTest::said);
        Entry entry = store.list().get(0);
        assertThat(entry.name()).isEqualTo(new Entry.Name("job", "key"));
        assertThat(entry.parts()).isEqualTo(MADE.parts());
        assertThat(entry.creator()).isEqualTo("deployment");
        assertThat(entry.content().about()).containsEntry("entries", "3");
    }

    @Test
    void onlyARebuildOfTheControllersOwnReplacesAnArchive() throws Exception {
        Entry before = other("job", "key");
        ArchiveForm.Content other = content(1, digest(new byte[1]));
        ArchiveForm after =
                gate.store(new Offer("job", "key", true), new ByteArrayInputStream(new byte[1]), () -> other);
        assertThat(after.content().digest()).isEqualTo(before.content().digest());
    }

    @Test
    void foreignNamesAreRefused() throws Exception {
        refuses(offer("job", "another key"), bytes(), "may not store");
        refuses(offer("main", "key"), bytes(), "may not store");
        refuses(offer("../job", "key"), bytes(), "may not store");
        refuses(offer("dependencies of main", "abc"), bytes(), "may not store");
        refuses(offer("dependencies of job", "../abc"), bytes(), "may not store");
        refuses(offer(null, null), bytes(), "may not store");
        assertThat(dir.resolve("entries")).isEmptyDirectory();
    }

    @Test
    void dependenciesOfTheJobAreKept() throws Exception {
        gate.store(offer("dependencies of job", "0123abcd-unknown-4567"), bytes(), DeploymentGateTest::said);
        assertThat(store.list()).hasSize(1);
    }

    @Test
    void bytesThatAreNotThoseOfTheDigestAreRefused() throws Exception {
        refuses(content(BYTES.length, digest(new byte[0])), "is not the archive");
    }

    @Test
    void fewerAndMoreBytesThanSaidAreRefused() throws Exception {
        refuses(content(BYTES.length + 1, digest(BYTES)), "is not the archive");
        refuses(content(BYTES.length - 1, digest(BYTES)), "is not the archive");
    }

    @Test
    void anArchiveThatGrowsTooLargeIsRefusedWhileItComes() throws Exception {
        AtomicLong read = new AtomicLong();
        InputStream large = new InputStream() {
            @Override
            public int read() {
                return 1;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                return read.addAndGet(100) > 5000 ? -1 : 100;
            }
        };
        refuses(offer("job", "key"), large, "more bytes than the 1,000");
        assertThat(read).hasValue(1100);
    }

    @Test
    void whatWasBrokenOffIsRefusedHoweverItLooks() throws Exception {
        assertThatThrownBy(() -> gate.store(offer("job", "key"), bytes(), () -> {
                    throw new IOException("not made whole");
                }))
                .hasMessageContaining("not made whole");
        assertThat(store.list()).isEmpty();
    }

    @Test
    void whatIsNotMadeYetIsNotTheEnd() throws Exception {
        InputStream slow = new ByteArrayInputStream(BYTES) {
            private int asked;

            @Override
            public int read(byte[] buffer, int offset, int length) {
                asked++;
                return asked % 2 == 1 ? 0 : super.read(buffer, offset, Math.min(length, 5));
            }
        };
        gate.store(offer("job", "key"), slow, DeploymentGateTest::said);
        assertThat(store.list()).hasSize(1);
    }

    @Test
    void whatNoWriterSaysOfAnArchiveIsRefused() throws Exception {
        refuses(content(-1, digest(BYTES)), "size and digest");
        refuses(content(1, "sha256:../.."), "size and digest");
        refuses(content(1, null), "size and digest");
        refuses((ArchiveForm.Content) null, "size and digest");
        ArchiveForm.Content script =
                new ArchiveForm.Content(BYTES.length, digest(BYTES), Map.of("format", "<script>alert(1)</script>"));
        refuses(script, "no writer says");
        refuses(new ArchiveForm.Content(BYTES.length, digest(BYTES), Map.of("other", "1")), "no writer says");
    }

    @Test
    void onlyArchivesOfReadableScopesAreReadable() throws Exception {
        Entry foreign = other("secret", "key");
        Entry main = other("main", "key");
        assertThat(gate.archives()).extracting(ArchiveForm::scope).containsExactly("main");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        gate.fetch(main.name().id(), out);
        assertThat(out.toByteArray()).isEqualTo(BYTES);
        for (String id : new String[] {foreign.name().id(), "../../secret", ""}) {
            assertThatThrownBy(() -> gate.fetch(id, out)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> gate.used(id)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> gate.refused(id)).isInstanceOf(IOException.class);
        }
        assertThat(store.list()).hasSize(2);
    }

    @Test
    void anAgentCannotTalkTheControllerIntoRemovingAnArchiveOfAnotherJob() throws Exception {
        Entry main = other("main", "key");
        gate.refused(main.name().id());
        assertThat(store.list()).hasSize(1);
    }

    private Entry archive() throws Exception {
        Path tree = Files.createDirectory(dir.resolveSibling(dir.getFileName() + "-tree"));
        Files.writeString(tree.resolve("file"), "content");
        return store.save(new Entry.Name("job", "key"), MADE, file -> {
            ArchiveSummary summary =
                    new ArchiveWriter(ArchiveFormat.TAR, Progress.NONE).write(tree, Selection.ALL, file);
            return new Entry.Content(summary.file().bytes(), summary.file().digest(), Map.of());
        });
    }

    @Test
    void anAgentCannotTalkTheControllerIntoRemovingAnArchiveThatIsWhole() throws Exception {
        Entry own = archive();
        assertThat(gate.refused(own.name().id())).isFalse();
        assertThat(store.list()).hasSize(1);
    }

    @Test
    void anArchiveOfTheJobItselfThatIsDamagedGoes() throws Exception {
        Entry own = archive();
        Path file = dir.resolve("entries/" + own.name().id() + "/archive");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThat(gate.refused(own.name().id())).isTrue();
        assertThat(store.list()).isEmpty();
    }

    @Test
    void whatIsAsItWasWrittenAndNoArchiveGoes() throws Exception {
        Entry own = other("job", "key");
        assertThat(gate.refused(own.name().id())).isTrue();
        assertThat(store.list()).isEmpty();
    }

    /** Says that it waits, and waits until somebody ends it. */
    private static final class Stuck extends OutputStream {
        private final CountDownLatch waits = new CountDownLatch(1);

        @Override
        public void write(int b) throws IOException {
            waits.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw (IOException) new InterruptedIOException().initCause(e);
            }
        }
    }

    @Test
    void anAgentThatTakesOrGivesNothingAnyMoreKeepsNoThreadForEver() throws Exception {
        gate = new DeploymentGate(store, access(), 1000, Duration.ofMillis(100));
        InputStream silent = new InputStream() {
            @Override
            public int read() throws IOException {
                new Stuck().write(0);
                return -1;
            }
        };
        refuses(offer("job", "key"), silent, "nothing of the archive moved");
        Entry own = other("job", "key");
        assertThatThrownBy(() -> gate.fetch(own.name().id(), new Stuck()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nothing of the archive moved");
        assertThat(Thread.interrupted())
                .as("the thread is as it was, for whatever comes next")
                .isFalse();
    }

    @Test
    void aGateThatIsClosedEndsATransferThatWaits() throws Exception {
        Entry own = other("job", "key");
        Stuck stuck = new Stuck();
        FutureTask<Void> fetch = new FutureTask<>(() -> {
            gate.fetch(own.name().id(), stuck);
            return null;
        });
        Thread thread = new Thread(fetch);
        thread.start();
        stuck.waits.await();
        gate.close();
        assertThatThrownBy(() -> fetch.get(30, TimeUnit.SECONDS)).hasMessageContaining("has ended");
    }

    @Test
    void anEntryWithoutItsFileGoes() throws Exception {
        Entry own = other("job", "key");
        Files.delete(dir.resolve("entries/" + own.name().id() + "/archive"));
        assertThatThrownBy(() -> gate.fetch(own.name().id(), new ByteArrayOutputStream()))
                .hasMessageContaining("is gone");
        assertThat(store.list()).isEmpty();
    }

    @Test
    void aStepThatMayNotStoreStoresNothing() throws Exception {
        gate = new DeploymentGate(
                store,
                new DeploymentGate.Access(Set.of("job"), new Entry.Name("job", "key"), Set.of("dependencies"), null),
                1000);
        refuses(offer("job", "key"), bytes(), "may not store");
        refuses(offer("dependencies", "key"), bytes(), "may not store");
    }

    @Test
    void aClosedGateDoesNothing() throws Exception {
        Entry main = other("main", "key");
        gate.close();
        assertThatThrownBy(gate::archives).hasMessageContaining("has ended");
        assertThatThrownBy(() -> gate.fetch(main.name().id(), new ByteArrayOutputStream()))
                .hasMessageContaining("has ended");
        assertThatThrownBy(() -> gate.store(offer("job", "key"), bytes(), DeploymentGateTest::said))
                .hasMessageContaining("has ended");
    }

    @Test
    void aGateThatIsClosedDuringATransferEndsIt() throws Exception {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                gate.close();
                return 1;
            }
        };
        refuses(offer("job", "key"), endless, "has ended");
    }
}
