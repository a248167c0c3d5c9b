package io.jenkins.plugins.deployhooks.agent.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.remoting.Channel;
import hudson.remoting.ChannelBuilder;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import io.jenkins.plugins.deployhooks.pipeline.archive.DeploymentGate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jenkins.security.MasterToSlaveCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An archive goes to the controller while it is made: over a real connection, both of whose ends are here. */
@Timeout(120)
class DepartureTest {
    private static final Entry.Name NAME = new Entry.Name("job", "key");
    private static final CacheStore.Made MADE = new CacheStore.Made(Map.of(), "deployment", false);
    private static final int PIECE = 1 << 20;
    private static final Duration SOON = Duration.ofSeconds(30);

    /** How the archive is made on the agent, which is in this process. */
    private static CacheStore.Filling filling;

    @TempDir
    private Path dir;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private CacheStore store;
    private DeploymentGate gate;
    private Channel agent;

    @BeforeEach
    void connect() throws Exception {
        store = new DirectoryCacheStore(dir.resolve("controller"), Quota.DEFAULT, InstantSource.system());
        gate = gate(1L << 30);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Socket there = new Socket(server.getInetAddress(), server.getLocalPort());
            Socket here = server.accept();
            Future<Channel> other = threads.submit(() -> end("controller").build(there));
            agent = end("agent").build(here);
            other.get();
        }
    }

    private ChannelBuilder end(String name) {
        return new ChannelBuilder(name, threads)
                .withMode(Channel.Mode.BINARY)
                .withBaseLoader(getClass().getClassLoader())
                .withoutJarCache();
    }

    @AfterEach
    void disconnect() throws Exception {
        agent.close();
        threads.shutdownNow();
    }

    private DeploymentGate gate(long largest) {
        return new DeploymentGate(store, new DeploymentGate.Access(Set.of("job"), NAME, Set.of(), MADE), largest);
    }

    /** Saves what {@link #filling} makes; answers its digest. */
    private static final class Save extends MasterToSlaveCallable<String, Exception> {
        private static final long serialVersionUID = 1L;

        private final String copies;
        private final ArchiveGate gate;
        private final long most;

        Save(Path copies, ArchiveGate gate, long most) {
            this.copies = copies.toString();
            this.gate = gate;
            this.most = most;
        }

        @Override
        public String call() throws Exception {
            Quota quota = new Quota(most, Quota.DEFAULT.age());
            CacheStore there = new DirectoryCacheStore(Path.of(copies), quota, InstantSource.system());
            return new AgentStore(there, gate)
                    .save(NAME, MADE, filling)
                    .content()
                    .digest();
        }
    }

    private Future<String> save(CacheStore.Filling how) throws Exception {
        return save(how, Quota.DEFAULT.bytes());
    }

    /** @param most how many bytes the agent's copies may have */
    private Future<String> save(CacheStore.Filling how, long most) throws Exception {
        filling = how;
        return agent.callAsync(new Save(dir.resolve("copies"), agent.export(ArchiveGate.class, gate), most));
    }

    private static void write(Path file, int pieces) throws IOException {
        byte[] noise = new byte[PIECE];
        new Random(pieces).nextBytes(noise);
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int i = 0; i < pieces; i++) {
                out.write(noise);
            }
        }
    }

    private static Entry.Content content(Path file) throws IOException {
        try {
            byte[] bytes = Files.readAllBytes(file);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new Entry.Content(
                    bytes.length, "sha256:" + HexFormat.of().formatHex(digest), Map.of("format", "tar.zst"));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Writes more than two pieces, and waits until the controller has two. */
    private void begin(Path file) throws IOException {
        write(file, 3);
        Path there = dir.resolve("controller/staging").resolve(NAME.id()).resolve("new/archive");
        Awaitility.await().atMost(SOON).until(() -> Files.exists(there) && Files.size(there) >= 2 * PIECE);
    }

    private void nothingIsLeft() {
        Awaitility.await().atMost(SOON).untilAsserted(() -> {
            for (String side : List.of("controller", "copies")) {
                assertThat(dir.resolve(side + "/staging")).isEmptyDirectory();
                assertThat(dir.resolve(side + "/entries")).isEmptyDirectory();
            }
        });
    }

    @Test
    @Requirement("S15")
    void whatIsMadeIsGivenBeforeTheRestIsMade() throws Exception {
        List<Entry.Content> made = new ArrayList<>();
        Future<String> saved = save(file -> {
            begin(file);
            write(file, 2);
            Files.write(file, new byte[10], StandardOpenOption.APPEND);
            made.add(content(file));
            return made.get(0);
        });
        assertThat(saved.get()).isEqualTo(made.get(0).digest());
        assertThat(store.list())
                .singleElement()
                .satisfies(entry -> assertThat(entry.content()).isEqualTo(made.get(0)));
        assertThat(store.verify()).isEmpty();
        Path archive = Path.of("entries").resolve(NAME.id()).resolve("archive");
        assertThat(dir.resolve("copies").resolve(archive))
                .hasSameBinaryContentAs(dir.resolve("controller").resolve(archive));
    }

    @Test
    @Requirement("S45")
    void anArchiveThatIsNotMadeAfterAllLeavesNothing() throws Exception {
        Future<String> saved = save(file -> {
            begin(file);
            Files.delete(file);
            throw new IOException("a file of the tree may not be read");
        });
        assertThatThrownBy(saved::get).hasStackTraceContaining("a file of the tree may not be read");
        nothingIsLeft();
    }

    @Test
    @Requirement({"S25", "S45"})
    void anAbortWhileItIsMadeLeavesNothing() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Future<String> saved = save(file -> {
            begin(file);
            begun.countDown();
            // Until the abort comes through.
            new CountDownLatch(1).await();
            throw new AssertionError("no abort came");
        });
        begun.await();
        saved.cancel(true);
        nothingIsLeft();
    }

    @Test
    @Requirement({"S25", "S45"})
    void aStepThatEndsOnTheControllerMeanwhileStoresNothing() throws Exception {
        Future<String> saved = save(file -> {
            begin(file);
            gate.close();
            write(file, 1);
            return content(file);
        });
        assertThatThrownBy(saved::get).hasStackTraceContaining("has ended");
        nothingIsLeft();
    }

    @Test
    @Requirement("S45")
    void aConnectionThatBreaksMeanwhileLeavesNothing() throws Exception {
        Future<String> saved = save(file -> {
            begin(file);
            agent.close();
            write(file, 1);
            return content(file);
        });
        assertThatThrownBy(saved::get).isInstanceOf(Exception.class);
        nothingIsLeft();
    }

    @Test
    @Requirement("S45")
    void anArchiveThatGrowsTooLargeLeavesNothing() throws Exception {
        gate = gate(2 * PIECE);
        Future<String> saved = save(file -> {
            write(file, 3);
            return content(file);
        });
        assertThatThrownBy(saved::get).hasStackTraceContaining("more bytes than the 2,097,152");
        nothingIsLeft();
    }

    @Test
    @Requirement("S15")
    void whatWasGivenIsStoredAlthoughThereCanBeNoCopyOfIt() throws Exception {
        Future<String> saved = save(
                file -> {
                    write(file, 3);
                    return content(file);
                },
                2 * PIECE);
        String digest = saved.get();
        assertThat(store.list())
                .singleElement()
                .satisfies(there -> assertThat(there.content().digest()).isEqualTo(digest));
        assertThat(dir.resolve("copies/entries")).isEmptyDirectory();
    }

    @Test
    void whatTheControllerHasMeanwhileStaysAndThereIsNoCopyOfAnything() throws Exception {
        Entry there = store.save(NAME, MADE, file -> {
            write(file, 1);
            return content(file);
        });
        gate = new DeploymentGate(store, new DeploymentGate.Access(Set.of("job"), NAME, Set.of(), MADE), 1L << 30) {
            @Override
            public List<ArchiveForm> archives() {
                return List.of();
            }
        };
        Future<String> saved = save(file -> {
            write(file, 2);
            return content(file);
        });
        assertThat(saved.get()).isEqualTo(there.content().digest());
        assertThat(dir.resolve("copies/entries")).isEmptyDirectory();
    }

    @Test
    void aReaderHearsThatThereIsNothingYet() throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        Departure.Giving giving = (file, making) -> {
            assertThat(file.read(new byte[10])).isZero();
            assertThatThrownBy(making::made).hasMessage("the archive was not made whole");
            heard.countDown();
            int first;
            byte[] bytes = new byte[10];
            do {
                first = file.read(bytes);
            } while (first == 0);
            assertThat(bytes[0]).isEqualTo((byte) 7);
            int next;
            do {
                next = file.read(bytes);
            } while (next >= 0);
            Entry.Times none = new Entry.Times(Instant.EPOCH, Instant.EPOCH);
            Entry.Content content = new Entry.Content(making.made().bytes(), "sha256:0", Map.of());
            return new Entry(NAME, Map.of(), content, none, "deployment");
        };
        try (Departure departure = new Departure(NAME, Duration.ofMillis(1), giving)) {
            departure.make(dir.resolve("archive"), file -> {
                assertThat(heard.await(30, TimeUnit.SECONDS)).isTrue();
                Files.write(file, new byte[] {7});
                return content(file);
            });
            assertThat(departure.stored().content().bytes()).isEqualTo(1);
        }
    }
}
