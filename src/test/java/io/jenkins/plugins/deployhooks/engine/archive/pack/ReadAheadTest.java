package io.jenkins.plugins.deployhooks.engine.archive.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Notes;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.Trees;
import io.jenkins.plugins.deployhooks.engine.archive.stream.Packer;
import io.jenkins.plugins.deployhooks.engine.archive.unpack.ArchiveReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How small files are read in batches before they are written, and how large ones come between them. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadAheadTest {
    private static final int BUFFERS = 10;

    /** With its header, and a byte more than it has, the eighth part of a buffer. */
    private static final int EIGHTH = 128 * 1024 - 512 - 1;

    @TempDir
    private Path dir;

    private Path tree;
    private final Notes notes = new Notes();

    @BeforeEach
    void makeTree() throws IOException {
        dir = dir.toRealPath();
        tree = Files.createDirectory(dir.resolve("tree"));
    }

    private void zeros(String name, long size) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(tree.resolve(name).toFile(), "rw")) {
            file.setLength(size);
        }
    }

    private void many(int count, int size) throws IOException {
        for (int i = 0; i < count; i++) {
            zeros("file" + (100 + i), size);
        }
    }

    private ReadAhead ahead() throws IOException {
        return new ReadAhead(new TreeScan(tree, Selection.ALL, dir.resolve("archive"), notes), notes);
    }

    /** How many entries each batch has, each given back at once. */
    private List<Long> batches() throws Exception {
        List<Long> entries = new ArrayList<>();
        try (ReadAhead ahead = ahead()) {
            for (ReadAhead.Piece piece = ahead.next(); piece != null; piece = ahead.next()) {
                Batch batch = piece.batch().get();
                entries.add(batch.entries());
                ahead.done(batch);
            }
        }
        return entries;
    }

    @Test
    void aBatchIsFullWhenNothingMoreFitsForSure() throws Exception {
        many(17, EIGHTH);
        assertThat(batches()).containsExactly(8L, 8L, 1L);
    }

    @Test
    void aByteMoreThanAFileHasMustFitToo() throws Exception {
        many(15, EIGHTH + 1);
        assertThat(batches()).containsExactly(7L, 7L, 1L);
    }

    @Test
    void theBuffersGoRound() throws Exception {
        many(8 * (BUFFERS + 4), EIGHTH);
        Set<ByteBuffer> buffers = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Batch> held = new ArrayList<>();
        int entries = 0;
        try (ReadAhead ahead = ahead()) {
            while (held.size() < BUFFERS) {
                held.add(ahead.next().batch().get());
            }
            held.forEach(batch -> buffers.add(batch.buffer()));
            assertThat(buffers).hasSize(BUFFERS);
            for (Batch batch : held) {
                entries += batch.entries();
                ahead.done(batch);
            }
            for (ReadAhead.Piece piece = ahead.next(); piece != null; piece = ahead.next()) {
                Batch batch = piece.batch().get();
                buffers.add(batch.buffer());
                entries += batch.entries();
                ahead.done(batch);
            }
        }
        assertThat(buffers).hasSize(BUFFERS);
        assertThat(entries).isEqualTo(8 * (BUFFERS + 4));
    }

    @Test
    void smallFilesStayBeforeAndAfterTheLargeOnesBetweenThem() throws Exception {
        zeros("a", 10);
        zeros("b", ReadAhead.SMALL + 1);
        zeros("c", ReadAhead.SMALL);
        zeros("d", 20);
        try (ReadAhead ahead = ahead()) {
            assertThat(ahead.next().batch().get().bytes()).isEqualTo(10);
            assertThat(ahead.next().large().path()).isEqualTo(tree.resolve("b"));
            assertThat(ahead.next().batch().get().bytes()).isEqualTo(ReadAhead.SMALL + 20);
            assertThat(ahead.next()).isNull();
        }
    }

    @Test
    void aTreeOfMoreThanAllBuffersComesBack() throws Exception {
        many(8 * (BUFFERS + 4), EIGHTH);
        zeros("file150x", 3_000_000);
        Path archive = dir.resolve("archive");
        ArchiveSummary summary =
                new ArchiveWriter(ArchiveFormat.TAR_ZST, Progress.NONE).write(tree, Selection.ALL, archive);
        List<String> names = new ArrayList<>();
        new ArchiveReader(Limits.DEFAULT, Progress.NONE)
                .list(archive, summary.file(), entry -> names.add(entry.name().toString()));
        assertThat(names).hasSize(8 * (BUFFERS + 4) + 1).isSorted();
        assertThat(summary.content().bytes()).isEqualTo(8L * (BUFFERS + 4) * EIGHTH + 3_000_000);
    }

    @Test
    void itsThreadsEndThoughNobodyTookWhatTheyRead() throws Exception {
        many(8 * (BUFFERS + 4), EIGHTH);
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        List<Thread> reading;
        try (ReadAhead ahead = ahead()) {
            assertThat(ahead.next()).isNotNull();
            reading = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !before.contains(thread))
                    .filter(thread -> thread.getName().equals("deploy-hooks archive reader"))
                    .toList();
        }
        assertThat(reading).isNotEmpty();
        for (Thread thread : reading) {
            thread.join(TimeUnit.SECONDS.toMillis(20));
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void aLargeFileThatVanishesAfterItWasLookedAtIsSaid() throws Exception {
        zeros("a", ReadAhead.SMALL + 1);
        zeros("b", ReadAhead.SMALL + 1);
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                FileChannel channel =
                        FileChannel.open(dir.resolve("out"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                Packer packer = Packer.of(ArchiveFormat.TAR, channel)) {
            socket.bind(UnixDomainSocketAddress.of(tree.resolve("z")));
            try (ReadAhead ahead = ahead()) {
                new PackRun(ahead, packer, (entries, bytes) -> vanishOnceAllWasLookedAt("b"), notes).pack();
            }
        }
        assertThat(notes.texts())
                .containsExactly(
                        "z is a socket, a pipe or a device and was not archived.",
                        "b vanished while it was archived and is left out.");
    }

    /** The socket comes last, so what is said of it says that the scan is at its end. */
    private void vanishOnceAllWasLookedAt(String name) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (notes.texts().isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        try {
            Trees.remove(tree.resolve(name));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
