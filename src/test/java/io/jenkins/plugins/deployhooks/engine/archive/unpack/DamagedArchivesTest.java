package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.Trees;
import io.jenkins.plugins.deployhooks.engine.archive.pack.ArchiveWriter;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Archives that are not what was written: cut off, flipped, scrambled. */
class DamagedArchivesTest {
    private static final int FLIPS = Math.min(500, Integer.getInteger("deployhooks.tries", 500));

    /** What is made up is not to fill the disk. */
    private static final Limits SMALL = new Limits(1000, 10_000_000, 1000, Limits.Names.DEFAULT);

    private record Made(byte[] bytes, ArchiveSummary.ArchiveFile file, Map<EntryName, String> contents) {}

    private static Made make(Path dir, ArchiveFormat format, int size) throws Exception {
        Random random = new Random(4);
        Path tree = dir.resolve("tree");
        for (int i = 0; i < 30; i++) {
            byte[] noise = new byte[random.nextInt(size)];
            random.nextBytes(noise);
            Trees.write(tree.resolve("a/dir" + i % 5 + "/file" + i), Arrays.toString(noise));
        }
        Files.createSymbolicLink(tree.resolve("a/link"), Path.of("dir1"));
        Path archive = dir.resolve("made");
        ArchiveSummary summary = new ArchiveWriter(format, Progress.NONE).write(tree, Selection.ALL, archive);
        return new Made(Files.readAllBytes(archive), summary.file(), Trees.contents(tree));
    }

    @ParameterizedTest
    @EnumSource
    void anArchiveThatIsCutOffIsRefused(ArchiveFormat format, @TempDir Path dir) throws Exception {
        Made made = make(dir, format, 3000);
        assertThat(made.bytes().length).as("enough to be cut off often").isGreaterThan(10 * 4096);
        Place place = new Place(Files.createDirectory(dir.resolve("place")));
        int step = 4096 * Math.max(1, made.bytes().length / 4096 / FLIPS);
        for (int length = 0; length < made.bytes().length; length += step) {
            byte[] cut = Arrays.copyOf(made.bytes(), length);
            assertThat(place.refusal(cut).reason()).isNotNull();
            assertThat(place.refusal(cut, made.file(), Limits.DEFAULT)).hasMessageContaining("instead of");
        }
        assertThat(place.refusal(Arrays.copyOf(made.bytes(), made.bytes().length - 1))
                        .reason())
                .isEqualTo(ArchiveRefused.Reason.DAMAGED);
    }

    @ParameterizedTest
    @EnumSource
    void oneFlippedBitIsRefusedWhereTheDigestIsKnown(ArchiveFormat format, @TempDir Path dir) throws Exception {
        Made made = make(dir, format, 300);
        Place place = new Place(Files.createDirectory(dir.resolve("place")));
        Random random = seeded();
        for (int i = 0; i < FLIPS; i++) {
            place.refusal(flip(made.bytes(), random), made.file(), Limits.DEFAULT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutADigestOneFlippedBitIsRefusedOrRestoredWhole(ArchiveFormat format, @TempDir Path dir) throws Exception {
        Made made = make(dir, format, 300);
        Path here = Files.createDirectory(dir.resolve("place"));
        Place place = new Place(here);
        Map<EntryName, String> outside = Trees.contents(here.resolve("outside"));
        Random random = seeded();
        int refused = 0;
        for (int i = 0; i < FLIPS; i++) {
            byte[] flipped = flip(made.bytes(), random);
            Map<EntryName, String> before = Trees.contents(place.target());
            try {
                place.restore(flipped);
                // only a tar has no checksum of what is in its files
                assertThat(Trees.contents(place.target()).size())
                        .isGreaterThanOrEqualTo(made.contents().size());
                if (format != ArchiveFormat.TAR) {
                    assertThat(Trees.contents(place.target())).containsAllEntriesOf(made.contents());
                }
            } catch (ArchiveRefused e) {
                assertThat(e.getMessage()).isNotBlank();
                assertThat(Trees.contents(place.target())).isEqualTo(before);
                refused++;
            }
            assertThat(Trees.contents(here.resolve("outside"))).isEqualTo(outside);
            assertThat(here.resolve(".target.restoring")).doesNotExist();
        }
        assertThat(refused).isGreaterThan(format == ArchiveFormat.TAR ? FLIPS / 25 : FLIPS * 9 / 10);
    }

    private static Random seeded() {
        long seed = System.nanoTime();
        System.out.println("DamagedArchivesTest: seed " + seed);
        return new Random(seed);
    }

    private static byte[] flip(byte[] bytes, Random random) {
        byte[] flipped = bytes.clone();
        flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void aScrambledArchiveIsRestoredOrRefusedAndNeverLeavesItsTarget(@ForAll long seed, @ForAll ArchiveFormat format)
            throws Exception {
        Random random = new Random(seed);
        Path dir = Files.createTempDirectory("fuzz");
        try {
            Place place = new Place(dir);
            RawTar tar =
                    new RawTar().directory("a").file("a/f", "x".repeat(700)).link('2', "a/l", "../../outside");
            tar.pax("path", "a/" + "p".repeat(120))
                    .file("p", "1")
                    .link('1', "h", "a/f")
                    .file("a/l2", "2");
            byte[] bytes = compress(scramble(tar.bytes(), random), format);
            if (random.nextInt(3) == 0) {
                bytes = cutAndPaste(bytes, random);
            }
            Map<EntryName, String> outside = Trees.contents(dir.resolve("outside"));
            Map<EntryName, String> before = Trees.contents(place.target());
            try {
                place.restore(bytes, null, SMALL);
            } catch (IOException e) {
                assertThat(Trees.contents(place.target())).isEqualTo(before);
            }
            assertThat(Trees.contents(dir.resolve("outside"))).isEqualTo(outside);
            try (var left = Files.list(dir)) {
                assertThat(left.map(path -> path.getFileName().toString()))
                        .containsExactlyInAnyOrder("target", "outside", "archive");
            }
        } finally {
            Trees.remove(dir);
        }
    }

    private static byte[] compress(byte[] tar, ArchiveFormat format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out =
                switch (format) {
                    case TAR_ZST -> new ZstdOutputStream(bytes);
                    case TAR_GZ -> new GZIPOutputStream(bytes);
                    case TAR -> bytes;
                }) {
            out.write(tar);
        }
        return bytes.toByteArray();
    }

    /** Leaves out, repeats or overwrites a piece, so that compressed archives are looked at more than by their checksum. */
    private static byte[] cutAndPaste(byte[] bytes, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(200));
        out.write(bytes, 0, random.nextBoolean() ? from : to);
        byte[] noise = new byte[random.nextInt(20)];
        random.nextBytes(noise);
        out.writeBytes(noise);
        int again = random.nextBoolean() ? from : to;
        out.write(bytes, again, bytes.length - again);
        return out.toByteArray();
    }

    /** Changes some bytes, and the checksums of all headers to fit, so that the changes are looked at. */
    private static byte[] scramble(byte[] bytes, Random random) {
        byte[] scrambled = bytes.clone();
        byte[] likely = "./0123457LKxg\0aef\u00ff\u0080".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            int block = random.nextInt(bytes.length / 512) * 512;
            int[] fields = {0, 1, 2, 124 + random.nextInt(12), 156, 157, 158, 345, random.nextInt(512)};
            scrambled[block + fields[random.nextInt(fields.length)]] = likely[random.nextInt(likely.length)];
        }
        for (int block = 0; block < bytes.length; block += 512) {
            if (scrambled[block + 257] == 'u') {
                Arrays.fill(scrambled, block + 148, block + 156, (byte) ' ');
                int sum = 0;
                for (int i = block; i < block + 512; i++) {
                    sum += scrambled[i] & 0xff;
                }
                byte[] digits = String.format("%06o\0 ", sum).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                System.arraycopy(digits, 0, scrambled, block + 148, 8);
            }
        }
        return scrambled;
    }
}
