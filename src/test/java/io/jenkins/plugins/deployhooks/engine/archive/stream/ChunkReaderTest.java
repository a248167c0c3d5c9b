package io.jenkins.plugins.deployhooks.engine.archive.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdCompressCtx;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How decompressed bytes come to who reads them, and their memory back. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChunkReaderTest {
    private static final int CHUNK = 256 * 1024;
    private static final int CHUNKS = 16;

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(3).nextBytes(bytes);
        return bytes;
    }

    private static ReadableByteChannel channel(byte[] bytes) {
        return Channels.newChannel(new ByteArrayInputStream(bytes));
    }

    @Test
    void memoryThatWasHeldToTheLastPieceGoesRound() throws Exception {
        byte[] bytes = noise(CHUNK * (2 * CHUNKS + 1) + 77);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (Unpacker unpacker = Unpacker.open(channel(bytes));
                ChunkReader chunks = new ChunkReader(unpacker, 1000)) {
            assertThatThrownBy(chunks::end).isInstanceOf(IllegalStateException.class);
            List<Slice> held = new ArrayList<>();
            for (int i = 0; i < CHUNKS; i++) {
                held.add(chunks.slice(Long.MAX_VALUE));
            }
            assertThat(held.get(0).sharesMemoryWith(held.get(1))).isFalse();
            for (Slice slice : held) {
                take(slice, read);
            }
            for (Slice slice = chunks.slice(Long.MAX_VALUE); slice != null; slice = chunks.slice(Long.MAX_VALUE)) {
                take(slice, read);
            }
            assertThat(chunks.slice(1)).isNull();
            assertThat(chunks.fill(new byte[1])).isFalse();
            assertThat(chunks.end().bytes()).isEqualTo(bytes.length);
        }
        assertThat(read.toByteArray()).isEqualTo(bytes);
    }

    private static void take(Slice slice, ByteArrayOutputStream to) {
        byte[] part = new byte[slice.bytes().remaining()];
        slice.bytes().get(part);
        to.writeBytes(part);
        slice.release();
    }

    @Test
    void smallPiecesShareMemory() throws Exception {
        byte[] bytes = noise(1500);
        try (Unpacker unpacker = Unpacker.open(channel(bytes));
                ChunkReader chunks = new ChunkReader(unpacker, 1000)) {
            Slice first = chunks.slice(512);
            Slice second = chunks.slice(512);
            assertThat(first.bytes().remaining()).isEqualTo(512);
            assertThat(first.sharesMemoryWith(second)).isTrue();
            assertThatThrownBy(() -> chunks.fill(new byte[512]))
                    .isInstanceOf(ArchiveRefused.class)
                    .hasMessage("it is cut off");
            assertThat(first.bytes().get(0)).isEqualTo(bytes[0]);
            assertThat(second.bytes().get(0)).isEqualTo(bytes[512]);
        }
    }

    @Test
    void whatIsFilledMayBeginInOnePieceOfMemoryAndEndInAnother() throws Exception {
        byte[] bytes = noise(3 * CHUNK);
        try (Unpacker unpacker = Unpacker.open(channel(bytes));
                ChunkReader chunks = new ChunkReader(unpacker, 1000)) {
            chunks.slice(100).release();
            byte[] filled = new byte[CHUNK + 200];
            assertThat(chunks.fill(filled)).isTrue();
            assertThat(Arrays.equals(filled, Arrays.copyOfRange(bytes, 100, CHUNK + 300)))
                    .isTrue();
            assertThat(chunks.slice(1).bytes().get()).isEqualTo(bytes[CHUNK + 300]);
        }
    }

    @Test
    void theThreadEndsThoughNobodyTookWhatItRead() throws Exception {
        ReadableByteChannel bytes = channel(noise(CHUNK * (CHUNKS + 4)));
        BlockingQueue<Thread> reading = new LinkedBlockingQueue<>();
        try (Unpacker unpacker = Unpacker.open(new Listening(bytes, () -> reading.add(Thread.currentThread())))) {
            reading.clear();
            Thread thread;
            try (ChunkReader chunks = new ChunkReader(unpacker, 1000)) {
                thread = reading.take();
                assertThat(chunks.slice(1)).isNotNull();
                assertThat(thread).isNotSameAs(Thread.currentThread());
            }
            thread.join(20_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void itMayGrowByTheRatioAndNoMore() throws Exception {
        try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
            byte[] part = zstd.compress(new byte[64 * 1024 * 1024]);
            byte[] packed = new byte[5 * part.length];
            for (int i = 0; i < 5; i++) {
                System.arraycopy(part, 0, packed, i * part.length, part.length);
            }
            int ratio = 64 * 1024 * 1024 / part.length;
            assertThat(drained(packed, 2 * ratio)).isEqualTo(5L * 64 * 1024 * 1024);
            assertThatThrownBy(() -> drained(packed, ratio / 2))
                    .isInstanceOf(ArchiveRefused.class)
                    .hasMessageContaining("times its size");
        }
    }

    private static long drained(byte[] packed, int ratio) throws Exception {
        long bytes = 0;
        try (Unpacker unpacker = Unpacker.open(channel(packed));
                ChunkReader chunks = new ChunkReader(unpacker, ratio)) {
            for (Slice slice = chunks.slice(CHUNK); slice != null; slice = chunks.slice(CHUNK)) {
                bytes += slice.bytes().remaining();
                slice.release();
            }
        }
        return bytes;
    }

    /** A channel that says when it is read. */
    private record Listening(ReadableByteChannel bytes, Runnable heard) implements ReadableByteChannel {
        @Override
        public int read(ByteBuffer target) throws IOException {
            heard.run();
            return bytes.read(target);
        }

        @Override
        public boolean isOpen() {
            return bytes.isOpen();
        }

        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }

    @Test
    void whatGoesWrongWhileItIsReadIsSaid() throws Exception {
        fails(new IOException("the disk is gone"), "the disk is gone");
        fails(new IllegalStateException("a fault"), "it cannot be read: java.lang.IllegalStateException: a fault");
        fails(new StackOverflowError(), "it cannot be read: java.lang.StackOverflowError");
    }

    private static void fails(Throwable failure, String message) throws Exception {
        ReadableByteChannel bytes = channel(noise(CHUNK));
        try (Unpacker unpacker = Unpacker.open(new ReadableByteChannel() {
                    @Override
                    public int read(ByteBuffer target) throws IOException {
                        int read = bytes.read(target);
                        return read >= 0 ? read : failed(failure);
                    }

                    @Override
                    public boolean isOpen() {
                        return true;
                    }

                    @Override
                    public void close() {
                        // nothing is open
                    }
                });
                ChunkReader chunks = new ChunkReader(unpacker, 1000)) {
            assertThatThrownBy(() -> chunks.fill(new byte[2 * CHUNK]))
                    .isInstanceOf(IOException.class)
                    .hasMessage(message);
        }
    }

    private static int failed(Throwable failure) throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        } else if (failure instanceof Error e) {
            throw e;
        }
        throw (RuntimeException) failure;
    }
}
