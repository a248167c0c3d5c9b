package io.jenkins.plugins.deployhooks.agent.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What has come of an archive is read before the rest is there. */
@Timeout(60)
class ArrivalTest {
    private static final int SIZE = 10;

    @TempDir
    private Path dir;

    private final CountDownLatch next = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    private Arrival arrival(Arrival.Transfer transfer) throws IOException {
        Entry entry = new Entry(
                new Entry.Name("job", "key"),
                Map.of(),
                new Entry.Content(SIZE, "sha256:0", Map.of()),
                new Entry.Times(Instant.EPOCH, Instant.EPOCH),
                "deployment");
        return new Arrival(entry, dir.resolve("archive"), transfer);
    }

    private static String read(ReadableByteChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(SIZE * 2);
        int length = channel.read(buffer);
        return length < 0 ? "the end" : new String(buffer.array(), 0, length, UTF_8);
    }

    @Test
    void whatHasComeIsReadBeforeTheRestIsThere() throws Exception {
        try (Arrival arrival = arrival(out -> {
                    out.write("first".getBytes(UTF_8));
                    next.await();
                    out.write("after".getBytes(UTF_8));
                });
                ReadableByteChannel channel = arrival.read()) {
            assertThat(read(channel)).isEqualTo("first");
            next.countDown();
            assertThat(read(channel)).isEqualTo("after");
            assertThat(read(channel)).isEqualTo("the end");
        }
        assertThat(dir.resolve("archive")).hasContent("firstafter");
    }

    @Test
    void aTransferThatFailsIsNoEndOfTheArchive() throws Exception {
        try (Arrival arrival = arrival(out -> {
                    out.write("first".getBytes(UTF_8));
                    throw new IOException("the controller is gone");
                });
                ReadableByteChannel channel = arrival.read()) {
            assertThat(read(channel)).isEqualTo("first");
            assertThatThrownBy(() -> read(channel))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the controller is gone");
        }
        Files.delete(dir.resolve("archive"));
        try (Arrival arrival = arrival(out -> {
                    throw new StackOverflowError("deep");
                });
                ReadableByteChannel channel = arrival.read()) {
            assertThatThrownBy(() -> read(channel))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("deep");
        }
    }

    @Test
    void whoeverSendsMoreThanThereIsIsNotBelieved() throws Exception {
        try (Arrival arrival = arrival(out -> {
                    out.write(new byte[SIZE]);
                    out.write(1);
                });
                ReadableByteChannel channel = arrival.read()) {
            read(channel);
            assertThatThrownBy(() -> read(channel)).hasMessageContaining("more than the 10 bytes");
        }
        assertThat(dir.resolve("archive")).hasSize(SIZE);
    }

    @Test
    void anInterruptEndsWhoWaitsForBytesAndClosingEndsTheTransfer() throws Exception {
        Arrival arrival = arrival(out -> {
            try {
                next.await();
            } finally {
                stopped.countDown();
            }
        });
        FutureTask<Throwable> reading = new FutureTask<>(() -> {
            try (ReadableByteChannel channel = arrival.read()) {
                Thread.currentThread().interrupt();
                read(channel);
                return null;
            } catch (ClosedByInterruptException e) {
                return e;
            }
        });
        Thread reader = new Thread(reading);
        reader.start();
        assertThat(reading.get(30, TimeUnit.SECONDS)).isNotNull();
        arrival.close();
        assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
