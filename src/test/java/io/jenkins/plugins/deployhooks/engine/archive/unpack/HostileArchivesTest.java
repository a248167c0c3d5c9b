package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused.Reason;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Trees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives that want more than to be restored: each is refused, and changes nothing anywhere. */
class HostileArchivesTest {
    private static final byte[] NOTHING = {};

    @TempDir
    private Path dir;

    private Place place;

    @BeforeEach
    void makePlace() throws Exception {
        place = new Place(dir);
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                arguments("absolute path", tar().file("/tmp/evil", "x")),
                arguments("leaves the target", tar().file("../outside/evil", "x")),
                arguments("leaves the target", tar().file("a/../../outside/evil", "x")),
                arguments("leaves the target", tar().file("..", "x")),
                arguments("leaves the target", tar().directory("a/..")),
                arguments("with a dot", tar().file("a/./b", "x")),
                arguments("with a dot", tar().file(".", "x")),
                arguments("empty part", tar().file("a//b", "x")),
                arguments("without a name", tar().file("", "x")),
                arguments("without a name", tar().file("./", "x")),
                arguments("is no directory", tar().link('2', "l", "../outside").file("l/evil", "x")),
                arguments(
                        "is no directory",
                        tar().directory("d").link('2', "d/l", "/etc").directory("d/l/evil")),
                arguments("is no directory", tar().link('2', "l", ".").link('2', "l/m", "x")),
                arguments("twice", tar().link('2', "l", "../outside/evil").file("l", "x")),
                arguments("twice", tar().file("f", "1").file("f", "2")),
                arguments("twice", tar().file("f", "1").file("./f", "2")),
                arguments("twice", tar().directory("d").directory("d")),
                arguments("twice", tar().file("f", "1").directory("f")),
                arguments("twice", tar().directory("f").file("f", "1")),
                arguments("leaves the target", tar().link('1', "h", "../outside/secret")),
                arguments("absolute path", tar().link('1', "h", "/etc/passwd")),
                arguments("no file in it", tar().link('1', "h", "missing")),
                arguments("no file in it", tar().link('1', "h", "kept/file")),
                arguments("no file in it", tar().directory("d").link('1', "h", "d")),
                arguments("is no directory", tar().link('2', "l", "../outside").link('1', "h", "l/secret")),
                arguments("device", tar().entry('3', "tty", "", NOTHING)),
                arguments("device", tar().entry('4', "sda", "", NOTHING)),
                arguments("pipe", tar().entry('6', "fifo", "", NOTHING)),
                arguments("to nothing", tar().link('2', "l", "")),
                arguments("hard link to nothing", tar().link('1', "h", "")),
                arguments("hard link to nothing", tar().link('1', "h", "./")),
                arguments("has contents", tar().entry('5', "d/", "", new byte[10])),
                arguments("absolute path", tar().pax("path", "/tmp/evil").file("good", "x")),
                arguments("leaves the target", tar().pax("path", "../evil").file("good", "x")),
                arguments("NUL", tar().pax("path", "a\0b").file("good", "x")),
                arguments("NUL", tar().pax("linkpath", "a\0b").link('2', "good", "x")),
                arguments("NUL", tar().entry('L', "long", "", "a\0b".getBytes()).file("good", "x")),
                arguments(
                        "leaves the target",
                        tar().entry('L', "l", "", "../../evil".getBytes()).file("good", "x")),
                arguments(
                        "leaves the target",
                        tar().pax("linkpath", "../outside/secret").link('1', "h", "x")),
                arguments(
                        "all of its entries",
                        tar().entry(
                                        'g',
                                        "g",
                                        "",
                                        "17 path=/tmp/evil\n".substring(1).getBytes())),
                arguments(
                        "too many",
                        tar().pax("a", "b")
                                .pax("a", "b")
                                .pax("a", "b")
                                .pax("a", "b")
                                .pax("a", "b")
                                .pax("a", "b")),
                arguments("too long", tar().header('x', "pax", "", "77777777777")),
                arguments("only a restore", tar().file(".deploy-hooks.restoring/journal", "../x\0")));
    }

    private static Arguments arguments(String reason, RawTar tar) {
        return Arguments.of(reason, tar.bytes());
    }

    private static RawTar tar() {
        return new RawTar().file("first", "harmless");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void itIsRefusedAndNothingHappens(String reason, byte[] tar) throws Exception {
        ArchiveRefused refused = place.refusal(tar);
        if (reason.equals("all of its entries")) {
            assertThat(refused.reason()).isIn(Reason.HOSTILE, Reason.DAMAGED);
            return;
        }
        assertThat(refused.reason()).isEqualTo(Reason.HOSTILE);
        assertThat(refused).hasMessageContaining(reason);
    }

    static Stream<Arguments> strange() {
        return Stream.of(
                Arguments.of(
                        Reason.FOREIGN,
                        "type",
                        new RawTar().entry('V', "volume", "", NOTHING).bytes()),
                Arguments.of(
                        Reason.FOREIGN,
                        "sparse",
                        new RawTar().entry('S', "s", "", NOTHING).bytes()),
                Arguments.of(
                        Reason.FOREIGN,
                        "sparse",
                        new RawTar().pax("GNU.sparse.major", "1").file("s", "").bytes()),
                Arguments.of(Reason.FOREIGN, "no tar", "short".getBytes()),
                Arguments.of(Reason.DAMAGED, "a header in it", "x".repeat(2000).getBytes()),
                Arguments.of(Reason.DAMAGED, "empty", NOTHING),
                Arguments.of(
                        Reason.DAMAGED, "cut off", new RawTar().file("f", "x").unended()),
                Arguments.of(
                        Reason.DAMAGED,
                        "cut off",
                        new RawTar().header('0', "f", "", "777").unended()),
                Arguments.of(
                        Reason.DAMAGED,
                        "too early",
                        new RawTar()
                                .file("f", "x")
                                .raw(new byte[512])
                                .file("g", "x")
                                .bytes()),
                Arguments.of(
                        Reason.DAMAGED, "too early", new RawTar().pax("a", "b").bytes()),
                Arguments.of(
                        Reason.DAMAGED,
                        "follows its end",
                        new RawTar().raw(new byte[1024]).file("f", "x").bytes()),
                Arguments.of(
                        Reason.DAMAGED,
                        "number",
                        new RawTar().header('0', "f", "", "12x").bytes()),
                Arguments.of(
                        Reason.DAMAGED,
                        "size",
                        new RawTar().pax("size", "-1").file("f", "x").bytes()),
                Arguments.of(
                        Reason.DAMAGED,
                        "extended",
                        new RawTar()
                                .entry('x', "p", "", "99 a=b\n".getBytes())
                                .file("f", "")
                                .bytes()),
                Arguments.of(
                        Reason.DAMAGED,
                        "extended",
                        new RawTar()
                                .entry('x', "p", "", "nonsense".getBytes())
                                .file("f", "")
                                .bytes()),
                Arguments.of(
                        Reason.TOO_LARGE,
                        "bytes",
                        new RawTar()
                                .header('0', "f", "", "77777777777")
                                .file("g", "")
                                .pax("size", "999999999999999999")
                                .file("h", "")
                                .bytes()));
    }

    @ParameterizedTest
    @MethodSource("strange")
    void whatIsNotUnderstoodIsRefused(Reason reason, String message, byte[] tar) throws Exception {
        ArchiveRefused refused = place.refusal(tar);
        if (reason == Reason.TOO_LARGE) {
            assertThat(refused.reason()).isIn(Reason.TOO_LARGE, Reason.DAMAGED);
            return;
        }
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused).hasMessageContaining(message);
    }

    @Test
    void bombsByCountBytesDepthAndNamesAreRefused() throws Exception {
        Limits.Names names = new Limits.Names(5, 20, 60);
        Limits limits = new Limits(10, 1000, 1000, names);
        RawTar many = new RawTar();
        for (int i = 0; i < 11; i++) {
            many.file("f" + i, "");
        }
        tooLarge(many, limits, "more than 10 entries");
        tooLarge(new RawTar().file("f", "x".repeat(600)).file("g", "x".repeat(401)), limits, "more than 1000 bytes");
        tooLarge(new RawTar().directory("1/2/3/4/5/6"), limits, "more than 5 directories deep");
        tooLarge(new RawTar().file("n".repeat(21), ""), limits, "name in it is longer than 20 bytes");
        tooLarge(new RawTar().file("aaaaaaaaaaaaaaaaaaa/".repeat(3) + "n", ""), limits, "path in it is longer");
        tooLarge(new RawTar().link('2', "l", "x".repeat(61)), limits, "too long");
        assertThat(place.restore(
                                new RawTar()
                                        .file("f", "x".repeat(600))
                                        .file("g", "x".repeat(400))
                                        .bytes(),
                                null,
                                limits)
                        .content()
                        .bytes())
                .isEqualTo(1000);
    }

    @Test
    void whatIsJustAtEveryLimitIsRestored() throws Exception {
        RawTar tar = new RawTar()
                .directory("1/2/3/4/5")
                .file("n".repeat(20), "x".repeat(1000))
                .file("a".repeat(19) + "/" + "b".repeat(19) + "/" + "c".repeat(20), "")
                .link('2', "l", "x".repeat(60));
        for (int i = 0; i < 6; i++) {
            tar.file("f" + i, "");
        }
        Limits limits = new Limits(10, 1000, 1000, new Limits.Names(5, 20, 60));
        assertThat(place.restore(tar.bytes(), null, limits).content()).isEqualTo(new ArchiveSummary.Content(10, 1000));
    }

    @Test
    void aBombByRatioIsRefusedBeforeItIsUnpacked() throws Exception {
        try (com.github.luben.zstd.ZstdCompressCtx zstd = new com.github.luben.zstd.ZstdCompressCtx()) {
            byte[] zeros = new byte[64 * 1024 * 1024];
            var bytes = new java.io.ByteArrayOutputStream();
            byte[] head = new RawTar()
                    .header('0', "bomb", "", Long.toOctalString(20L * zeros.length))
                    .unended();
            bytes.writeBytes(zstd.compress(head));
            byte[] frame = zstd.compress(zeros);
            for (int i = 0; i < 20; i++) {
                bytes.writeBytes(frame);
            }
            ArchiveRefused refused = place.refusal(bytes.toByteArray());
            assertThat(refused.reason()).isEqualTo(Reason.TOO_LARGE);
            assertThat(refused).hasMessageContaining("1000 times");
        }
    }

    @Test
    @Tag("long")
    void aBombOfGzipIsRefusedToo() throws Exception {
        var bytes = new java.io.ByteArrayOutputStream();
        byte[] zeros = new byte[1024 * 1024];
        try (var gzip = new java.util.zip.GZIPOutputStream(bytes)) {
            gzip.write(new RawTar()
                    .header('0', "bomb", "", Long.toOctalString(400L * zeros.length))
                    .unended());
            for (int i = 0; i < 400; i++) {
                gzip.write(zeros);
            }
            gzip.write(new byte[1024]);
        }
        assertThat(place.refusal(bytes.toByteArray())).hasMessageContaining("1000 times");
    }

    @Test
    void aLinkMayPointAnywhereSinceNothingFollowsIt() throws Exception {
        byte[] tar = new RawTar()
                .link('2', "passwd", "/etc/passwd")
                .link('2', "up", "../outside")
                .bytes();
        place.restore(tar);
        assertThat(Files.readSymbolicLink(place.target().resolve("up"))).isEqualTo(Path.of("../outside"));
        // the next restore replaces the link, and not what it points to
        place.restore(new RawTar().directory("up").file("up/secret", "mine").bytes());
        assertThat(place.target().resolve("up/secret")).hasContent("mine");
        assertThat(dir.resolve("outside/secret")).hasContent("secret");
    }

    @Test
    void anArchiveDoesNotReachThroughALinkOfTheTarget() throws Exception {
        var before = Trees.contents(dir.resolve("outside"));
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> place.restore(new RawTar().file("away/evil", "x").bytes()))
                .isInstanceOf(java.io.IOException.class)
                .hasMessageContaining("is in the way");
        assertThat(Trees.contents(dir.resolve("outside"))).isEqualTo(before);
        assertThat(Files.isSymbolicLink(place.target().resolve("away"))).isTrue();
    }

    private void tooLarge(RawTar tar, Limits limits, String message) throws Exception {
        ArchiveRefused refused = place.refusal(tar.bytes(), null, limits);
        assertThat(refused.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(refused).hasMessageContaining(message);
    }
}
