package io.jenkins.plugins.deployhooks.agent.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.remoting.Channel;
import hudson.remoting.RemoteOutputStream;
import hudson.remoting.VirtualChannel;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.cache.CachedArchives;
import io.jenkins.plugins.deployhooks.engine.cache.Packings;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import io.jenkins.plugins.deployhooks.engine.cache.store.Wanted;
import io.jenkins.plugins.deployhooks.engine.cache.stores.ForwardingStore;
import io.jenkins.plugins.deployhooks.pipeline.archive.DeploymentGate;
import io.jenkins.plugins.deployhooks.pipeline.archive.Gates;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jenkins.security.MasterToSlaveCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Archives travel between real agents, which are processes of their own, and the controller. */
@WithJenkins
class AgentStoreTest {
    private static final Entry.Name NAME = new Entry.Name("job", "key");

    private static JenkinsRule jenkins;
    private static VirtualChannel a;
    private static VirtualChannel b;

    @TempDir
    private Path dir;

    private CacheStore store;
    private int transfers;

    @BeforeAll
    static void startAgents(JenkinsRule rule) throws Exception {
        jenkins = rule;
        a = agent("a");
        b = agent("b");
    }

    /** One step on an agent. */
    private static final class Work extends MasterToSlaveCallable<Long, Exception> {
        private static final long serialVersionUID = 1L;

        private final boolean save;
        private final String tree;
        private final String copies;
        private final ArchiveGate gate;
        private Duration patience = Duration.ofMinutes(1);

        Work(boolean save, Path tree, Path copies, ArchiveGate gate) {
            this.save = save;
            this.tree = tree.toString();
            this.copies = copies.toString();
            this.gate = gate;
        }

        @Override
        public Long call() throws Exception {
            AgentStore store = new AgentStore(
                    new DirectoryCacheStore(Path.of(copies), Quota.DEFAULT, InstantSource.system()), gate, patience);
            AgentPacking packing = new AgentPacking(Packings.of(Limits.DEFAULT));
            Entry found = store.find(new Wanted(List.of("job"), "key", List.of()));
            CachedArchives archives = new CachedArchives(
                    new CachedArchives.Place(Path.of(tree), new Selection(List.of(), List.of(), false)),
                    new CachedArchives.Keeping(found, NAME, new CacheStore.Made(Map.of(), "agent", false)),
                    store,
                    packing);
            Archives.Work work = save ? archives.save() : archives.restore();
            return work.archive() == null ? -1 : work.archive().files();
        }
    }

    /** The gate of the controller, which counts. */
    private DeploymentGate gate() {
        DeploymentGate.Access access = new DeploymentGate.Access(
                Set.of("job"), NAME, Set.of(), new CacheStore.Made(Map.of(), "deployment", false));
        return new DeploymentGate(store, access, 1L << 30) {
            @Override
            public void fetch(String id, OutputStream out) throws IOException, InterruptedException {
                transfers++;
                super.fetch(id, out);
            }
        };
    }

    private static VirtualChannel agent(String name) throws Exception {
        DumbSlave agent = jenkins.createSlave(name, null, null);
        jenkins.waitOnline(agent);
        return agent.getChannel();
    }

    private Work work(VirtualChannel agent, boolean save, String tree) {
        return new Work(
                save, dir.resolve(tree), dir.resolve(tree + ".copies"), agent.export(ArchiveGate.class, gate()));
    }

    private long run(VirtualChannel agent, boolean save, String tree) throws Exception {
        return agent.call(work(agent, save, tree));
    }

    private void tree(String name) throws IOException {
        Path below = Files.createDirectories(dir.resolve(name + "/deep/er"));
        Files.writeString(below.resolve("file"), "content");
        Files.createSymbolicLink(below.resolve("link"), Path.of("file"));
        Files.createDirectory(below.resolve("empty"));
    }

    @BeforeEach
    void openStore() throws Exception {
        store = new DirectoryCacheStore(dir.resolve("controller"), Quota.DEFAULT, InstantSource.system());
    }

    private Path only(String root) throws IOException {
        try (Stream<Path> entries = Files.list(dir.resolve(root + "/entries"))) {
            return entries.toList().get(0).resolve("archive");
        }
    }

    @Test
    @Requirement("S15")
    void oneTransferPerAgentAndWhateverIsWrongWithACopyIsMendedByAnother() throws Exception {
        tree("a");

        assertThat(run(a, true, "a")).isEqualTo(5);
        assertThat(store.list()).hasSize(1);
        assertThat(store.list().get(0).creator()).isEqualTo("deployment");

        assertThat(run(b, false, "b")).isEqualTo(5);
        assertThat(dir.resolve("b/deep/er/link")).isSymbolicLink().hasContent("content");
        assertThat(dir.resolve("b/deep/er/empty")).isEmptyDirectory();
        assertThat(transfers).isEqualTo(1);

        run(b, false, "b");
        run(a, false, "a");
        assertThat(transfers).as("copies are there").isEqualTo(1);

        // Somebody on the agent puts another archive in the place of the copy, of the same size.
        byte[] poisoned = Files.readAllBytes(only("b.copies"));
        poisoned[poisoned.length / 2] ^= 1;
        Files.write(only("b.copies"), poisoned);
        assertThat(run(b, false, "b")).isEqualTo(5);
        assertThat(transfers).as("fetched anew").isEqualTo(2);
        assertThat(Files.readAllBytes(only("b.copies"))).isEqualTo(Files.readAllBytes(only("controller")));

        // The copy says that it is another one.
        Path entry = only("b.copies").resolveSibling("entry.json");
        Files.writeString(entry, Files.readString(entry).replaceFirst("sha256:.{6}", "sha256:abcdef"));
        run(b, false, "b");
        assertThat(transfers).isEqualTo(3);

        // An archive that is there already is not made again, whoever asks.
        assertThat(run(b, true, "b")).isEqualTo(-1);
    }

    @Test
    @Requirement("S45")
    void anArchiveThatIsDamagedOnTheControllerIsAMissAndGoes() throws Exception {
        tree("a");
        run(a, true, "a");
        byte[] damaged = Files.readAllBytes(only("controller"));
        damaged[damaged.length / 2] ^= 1;
        Files.write(only("controller"), damaged);
        Files.createDirectory(dir.resolve("b"));
        assertThatThrownBy(() -> run(b, false, "b"))
                .hasMessageContaining(
                        "it cannot be decompressed: Data corruption detected; it is removed from the cache");
        assertThat(dir.resolve("b")).isEmptyDirectory();
        assertThat(store.list()).isEmpty();
        assertThat(dir.resolve("b.copies/entries")).isEmptyDirectory();
        // The next build makes it anew.
        assertThat(run(a, true, "a")).isEqualTo(5);
    }

    @Test
    @Requirement("S45")
    void aBrokenLineCostsTheTransferAndNeverTheArchive() throws Exception {
        tree("a");
        run(a, true, "a");
        Files.createDirectory(dir.resolve("b"));
        DeploymentGate.Access access = new DeploymentGate.Access(Set.of("job"), NAME, Set.of(), null);
        DeploymentGate broken = new DeploymentGate(store, access, 1L << 30) {
            @Override
            public void fetch(String id, OutputStream out) throws IOException, InterruptedException {
                byte[] bytes = Files.readAllBytes(only("controller"));
                bytes[bytes.length / 2] ^= 1;
                out.write(bytes);
                out.flush();
            }
        };
        Work work = new Work(false, dir.resolve("b"), dir.resolve("b.copies"), b.export(ArchiveGate.class, broken));
        assertThatThrownBy(() -> b.call(work)).hasMessageContaining("a fault of the connection");
        assertThat(dir.resolve("b.copies/entries")).isEmptyDirectory();
        assertThat(store.list()).hasSize(1);
        assertThat(run(b, false, "b")).isEqualTo(5);
    }

    /** Reads an archive, and stops to read in the middle until a file is there. */
    private static final class Lazy extends MasterToSlaveCallable<Void, Exception> {
        private static final long serialVersionUID = 1L;

        private final String until;
        private final ArchiveGate gate;

        Lazy(Path until, ArchiveGate gate) {
            this.until = until.toString();
            this.gate = gate;
        }

        @Override
        public Void call() throws Exception {
            gate.fetch(NAME.id(), new RemoteOutputStream(new OutputStream() {
                @Override
                public void write(int b) {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] buffer, int offset, int length) {
                    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(Path.of(until)));
                }
            }));
            return null;
        }
    }

    @Test
    void aTransferOfWhichNothingMovesEndsOnEitherSide() throws Exception {
        Files.createDirectory(dir.resolve("a"));
        noise();
        run(a, true, "a");
        DeploymentGate.Access access = new DeploymentGate.Access(Set.of("job"), NAME, Set.of(), null);
        DeploymentGate impatient = Gates.impatient(store, access);
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        DeploymentGate gate = new DeploymentGate(store, access, 1L << 30) {
            @Override
            public void fetch(String id, OutputStream out) throws IOException, InterruptedException {
                try {
                    impatient.fetch(id, out);
                    ended.completeExceptionally(new AssertionError("all of it went"));
                } catch (IOException e) {
                    ended.complete(e);
                    throw e;
                }
            }
        };
        // Remoting tells the agent only when it has taken what was on its way.
        Future<Void> lazy = ((Channel) b).callAsync(new Lazy(dir.resolve("go"), b.export(ArchiveGate.class, gate)));
        assertThat(ended.get(30, TimeUnit.SECONDS)).hasMessageContaining("nothing of the archive moved");
        Files.createFile(dir.resolve("go"));
        assertThatThrownBy(lazy::get).hasStackTraceContaining("nothing of the archive moved");

        CountDownLatch end = new CountDownLatch(1);
        DeploymentGate silent = new DeploymentGate(store, access, 1L << 30) {
            @Override
            public void fetch(String id, OutputStream out) throws InterruptedException {
                end.await();
            }
        };
        Work work = new Work(false, dir.resolve("b"), dir.resolve("b.copies"), b.export(ArchiveGate.class, silent));
        work.patience = Duration.ofSeconds(1);
        try {
            assertThatThrownBy(() -> b.call(work)).hasMessageContaining("nothing of the archive moved");
            assertThat(dir.resolve("b.copies/staging")).isEmptyDirectory();
        } finally {
            end.countDown();
        }
    }

    /** Incompressible, so that it takes more than one piece. */
    private void noise() throws IOException {
        byte[] noise = new byte[8 << 20];
        new Random(1).nextBytes(noise);
        Files.write(dir.resolve("a/noise"), noise);
    }

    @Test
    @Requirement("S45")
    void anAbortInTheMiddleOfATransferLeavesNothingOnEitherSide() throws Exception {
        Files.createDirectory(dir.resolve("a"));
        noise();
        Channel channel = (Channel) a;
        Slow slow = new Slow(store);
        DeploymentGate.Access access = new DeploymentGate.Access(
                Set.of("job"), NAME, Set.of(), new CacheStore.Made(Map.of(), "deployment", false));
        DeploymentGate gate = new DeploymentGate(slow, access, 1L << 30);
        Future<Long> work = channel.callAsync(
                new Work(true, dir.resolve("a"), dir.resolve("a.copies"), channel.export(ArchiveGate.class, gate)));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> slow.storing);
        work.cancel(true);
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(dir.resolve("controller/staging")).isEmptyDirectory();
            assertThat(dir.resolve("a.copies/entries")).isEmptyDirectory();
            assertThat(dir.resolve("a.copies/staging")).isEmptyDirectory();
        });
        assertThat(store.list()).isEmpty();
    }

    /** A store in whose middle of a save somebody can step. */
    private static final class Slow extends ForwardingStore {
        private volatile boolean storing;

        Slow(CacheStore store) {
            super(store);
        }

        @Override
        public Entry save(Entry.Name name, Made made, Filling filling) throws IOException, InterruptedException {
            return super.save(name, made, file -> {
                Files.createFile(file);
                storing = true;
                // Until the abort comes through: whoever waits here is interrupted.
                Thread.sleep(Duration.ofMinutes(1).toMillis());
                throw new AssertionError("no abort came");
            });
        }
    }
}
