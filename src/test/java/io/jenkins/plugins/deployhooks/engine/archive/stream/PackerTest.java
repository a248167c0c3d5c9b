package io.jenkins.plugins.deployhooks.engine.archive.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How packed bytes come to the disk, and what is left of who packs and unpacks them. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PackerTest {
    private static final int PART = 256 * 1024;

    /** More than twice what eight threads of zstd hold. */
    private static final int PARTS = 200;

    /** Comes again after more than zstd looks back. */
    private static final byte[] NOISE = new byte[16 * PART];

    static {
        new Random(11).nextBytes(NOISE);
    }

    private static byte[] noise(int part) {
        int from = part % 16 * PART;
        return Arrays.copyOfRange(NOISE, from, from + PART);
    }

    @Test
    void whatIsLargerThanAllBuffersIsWrittenInLargePiecesWhileItIsPacked() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Integer> pieces = new ArrayList<>();
        try (Packer packer = Packer.of(ArchiveFormat.TAR_ZST, new Recorder(out, pieces))) {
            ByteBuffer part = ByteBuffer.allocateDirect(PART);
            for (int i = 0; i < PARTS; i++) {
                packer.write(part.clear().put(noise(i)).flip());
            }
            assertThat(pieces).isNotEmpty().allMatch(length -> length >= PART);
            assertThat(packer.finish().bytes()).isEqualTo(out.size());
        }
        try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (int i = 0; i < PARTS; i++) {
                assertThat(Arrays.equals(in.readNBytes(PART), noise(i))).isTrue();
            }
            assertThat(in.read()).isNegative();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TAR_ZST", "TAR_GZ"})
    void theMemoryOfCompressionIsGoneOnceItIsClosed(ArchiveFormat format) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer bytes = ByteBuffer.allocateDirect(2 * PART);
        try (Packer packer = Packer.of(format, Channels.newChannel(out))) {
            packer.write(bytes.duplicate());
            packer.finish();
            packer.close();
            assertThatThrownBy(() -> packer.write(bytes.duplicate())).hasMessageContaining("losed");
        }
        Unpacker unpacker = Unpacker.open(Channels.newChannel(new ByteArrayInputStream(out.toByteArray())));
        assertThat(unpacker.read(ByteBuffer.allocateDirect(10))).isTrue();
        unpacker.close();
        assertThatThrownBy(() -> unpacker.read(ByteBuffer.allocateDirect(10))).hasMessageContaining("losed");
    }

    @ParameterizedTest
    @EnumSource
    void whoNeverReadAnythingCanBeClosed(ArchiveFormat format) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Packer packer = Packer.of(format, Channels.newChannel(out))) {
            packer.write(ByteBuffer.allocateDirect(1000));
            packer.finish();
        }
        try (Unpacker unpacker = Unpacker.open(Channels.newChannel(new ByteArrayInputStream(out.toByteArray())))) {
            assertThat(unpacker.format()).isEqualTo(format);
            assertThat(unpacker.position()).isEqualTo(out.size());
        }
    }

    /** A channel that remembers how much it was given at once. */
    private record Recorder(ByteArrayOutputStream out, List<Integer> pieces) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) {
            byte[] piece = new byte[bytes.remaining()];
            bytes.get(piece);
            out.writeBytes(piece);
            pieces.add(piece.length);
            return piece.length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
