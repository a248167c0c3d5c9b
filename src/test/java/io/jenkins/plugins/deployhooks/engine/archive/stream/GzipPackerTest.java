package io.jenkins.plugins.deployhooks.engine.archive.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The end of a file of gzip, wherever in a buffer it comes. */
class GzipPackerTest {
    private static final int BUFFER = 256 * 1024;

    @Test
    void theTrailerMayComeAtTheEndOfABuffer() throws Exception {
        byte[] noise = new byte[BUFFER];
        new Random(5).nextBytes(noise);
        int longest = BUFFER;
        // what cannot be compressed becomes a little larger
        while (packed(noise, longest).length > BUFFER + 8) {
            longest -= 10;
        }
        int atTheEnd = 0;
        for (int length = longest + 12; length > longest - 20; length--) {
            byte[] packed = packed(noise, length);
            atTheEnd += packed.length > BUFFER && packed.length <= BUFFER + 8 ? 1 : 0;
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
                assertThat(Arrays.equals(in.readAllBytes(), Arrays.copyOf(noise, length)))
                        .isTrue();
            }
        }
        assertThat(atTheEnd).as("trailers that fit no more").isGreaterThan(4);
    }

    private static byte[] packed(byte[] bytes, int length) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Packer packer = Packer.of(ArchiveFormat.TAR_GZ, Channels.newChannel(out))) {
            packer.write(ByteBuffer.allocateDirect(length).put(bytes, 0, length).flip());
            ArchiveSummary.ArchiveFile file = packer.finish();
            assertThat(file.bytes()).isEqualTo(out.size());
        }
        return out.toByteArray();
    }
}
