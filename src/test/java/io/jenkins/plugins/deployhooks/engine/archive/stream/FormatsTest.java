package io.jenkins.plugins.deployhooks.engine.archive.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdInputStream;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.RestoreSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.pack.ArchiveWriter;
import io.jenkins.plugins.deployhooks.engine.archive.unpack.ArchiveReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What other programs make of our archives, and we of theirs: one tar inside, however it is packed. */
class FormatsTest {
    @TempDir
    private Path dir;

    private Path tree;
    private byte[] tar;

    @BeforeEach
    void makeTree() throws Exception {
        tree = Files.createDirectory(dir.resolve("tree"));
        byte[] noise = new byte[1_500_000];
        new Random(7).nextBytes(noise);
        Files.write(tree.resolve("large"), noise);
        for (int i = 0; i < 20; i++) {
            Files.write(tree.resolve("small" + i), Arrays.copyOf(noise, 1000 * i));
        }
        Files.write(tree.resolve("zeros"), new byte[600_000]);
        tar = Files.readAllBytes(write(ArchiveFormat.TAR));
    }

    private Path write(ArchiveFormat format) throws Exception {
        Path archive = dir.resolve("made." + format.extension());
        Files.deleteIfExists(archive);
        ArchiveSummary summary = new ArchiveWriter(format, Progress.NONE).write(tree, Selection.ALL, archive);
        byte[] bytes = Files.readAllBytes(archive);
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        assertThat(summary.file()).isEqualTo(new ArchiveSummary.ArchiveFile(bytes.length, "sha256:" + digest));
        return archive;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private RestoreSummary check(byte[] archive) throws Exception {
        Path file = Files.write(dir.resolve("archive"), archive);
        return new ArchiveReader(Limits.DEFAULT, Progress.NONE).check(file, null);
    }

    private void readAs(ArchiveFormat format, byte[] archive) throws Exception {
        RestoreSummary summary = check(archive);
        assertThat(summary.format()).isEqualTo(format);
        assertThat(summary.content().entries()).isEqualTo(22);
        assertThat(summary.file().bytes()).isEqualTo(archive.length);
    }

    private void damaged(byte[] archive, String message) {
        assertThatThrownBy(() -> check(archive))
                .isInstanceOfSatisfying(
                        ArchiveRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(ArchiveRefused.Reason.DAMAGED))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @EnumSource
    @Requirement("S29")
    void everyFormatHasTheSameTarInside(ArchiveFormat format) throws Exception {
        byte[] bytes = Files.readAllBytes(write(format));
        try (InputStream in =
                switch (format) {
                    case TAR -> new ByteArrayInputStream(bytes);
                    case TAR_GZ -> new GZIPInputStream(new ByteArrayInputStream(bytes));
                    case TAR_ZST -> new ZstdInputStream(new ByteArrayInputStream(bytes));
                }) {
            assertThat(Arrays.equals(in.readAllBytes(), tar)).isTrue();
        }
        readAs(format, bytes);
    }

    @Test
    @Requirement("S29")
    void aGzipHeaderSaysNeitherNameNorTime() throws Exception {
        byte[] bytes = Files.readAllBytes(write(ArchiveFormat.TAR_GZ));
        assertThat(HexFormat.of().formatHex(bytes, 0, 10)).isEqualTo("1f8b08000000000000ff");
    }

    @Test
    void anArchiveMayHaveSeveralMembersOrFrames() throws Exception {
        int middle = tar.length / 2 + 77;
        byte[] first = Arrays.copyOf(tar, middle);
        byte[] second = Arrays.copyOfRange(tar, middle, tar.length);
        readAs(ArchiveFormat.TAR_GZ, join(gzip(first), gzip(second)));
        readAs(ArchiveFormat.TAR_ZST, join(Zstd.compress(first), Zstd.compress(second)));
        byte[] skipped = ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x184D2A5E)
                .putInt(4)
                .array();
        readAs(ArchiveFormat.TAR_ZST, join(skipped, Zstd.compress(tar)));
    }

    @Test
    void whatEndsTooEarlyIsDamaged() throws Exception {
        byte[] gzip = gzip(tar);
        byte[] zstd = Zstd.compress(tar);
        damaged(Arrays.copyOf(gzip, gzip.length - 1), "cut off");
        damaged(Arrays.copyOf(zstd, zstd.length - 1), "cut off");
        damaged(Arrays.copyOf(tar, tar.length - 1024), "cut off");
        damaged(Arrays.copyOf(tar, tar.length - 1025), "cut off");
        gzip[gzip.length - 6] ^= 1;
        damaged(gzip, "cannot be decompressed");
        zstd[zstd.length / 2] ^= 1;
        assertThatThrownBy(() -> check(join(zstd, new byte[] {1, 2, 3, 4, 5}))).isInstanceOf(ArchiveRefused.class);
    }

    @Test
    void aChecksumThatIsCutOffIsDamagedThoughNoContentsAreMissing() throws Exception {
        try (ZstdCompressCtx zstd = new ZstdCompressCtx().setChecksum(true)) {
            byte[] packed = zstd.compress(tar);
            readAs(ArchiveFormat.TAR_ZST, packed);
            damaged(Arrays.copyOf(packed, packed.length - 1), "cut off");
            damaged(Arrays.copyOf(packed, packed.length - 4), "cut off");
        }
    }

    @Test
    void paddingMayFollowTheEndUpToAMegabyte() throws Exception {
        readAs(ArchiveFormat.TAR, join(tar, new byte[1024 * 1024]));
        damaged(join(tar, new byte[1024 * 1024 + 1]), "follows its end");
        byte[] text = new byte[512];
        text[511] = 1;
        damaged(join(tar, text), "follows its end");
        text[511] = 0;
        text[0] = 1;
        damaged(join(tar, text), "follows its end");
    }

    @Test
    void formatsAreKnownByTheirFirstBytes() throws Exception {
        for (int length : new int[] {1, 3, 4, 511}) {
            assertThatThrownBy(() -> check(new byte[length]))
                    .isInstanceOf(ArchiveRefused.class)
                    .hasMessageContaining("no tar");
        }
        damaged(new byte[512], "cut off");
        // four bytes are enough to tell them
        damaged(new byte[] {0x1f, (byte) 0x8b, 8, 0}, "cut off");
        damaged(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd}, "cut off");
    }
}
