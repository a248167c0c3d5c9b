package io.jenkins.plugins.deployhooks.engine.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.archive.pack.ArchiveWriter;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryName;
import io.jenkins.plugins.deployhooks.engine.archive.unpack.ArchiveReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was archived comes back as it was, and the same tree is the same archive. */
class FidelityTest {
    @Requirement({"S15", "S16"})
    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void everyTreeComesBackAsItWas(@ForAll long seed, @ForAll ArchiveFormat format) throws Exception {
        Path dir = Files.createTempDirectory("fidelity");
        try {
            Path tree = Trees.random(dir.resolve("tree"), new Random(seed));
            ArchiveSummary summary = write(format, tree, dir.resolve("archive"));
            RestoreSummary restored = restore(dir.resolve("archive"), summary, dir.resolve("out"));
            assertThat(Trees.contents(dir.resolve("out"))).isEqualTo(Trees.contents(tree));
            assertThat(summary.notes()).isEmpty();
            assertThat(restored.notes()).isEmpty();
            assertThat(restored.content()).isEqualTo(summary.content());
            assertThat(restored.format()).isEqualTo(format);
        } finally {
            Trees.remove(dir);
        }
    }

    @Requirement("S29")
    @Property(tries = 30, shrinking = ShrinkingMode.OFF)
    void theSameTreeIsTheSameArchive(@ForAll long seed, @ForAll ArchiveFormat format) throws Exception {
        Path dir = Files.createTempDirectory("determinism");
        TimeZone zone = TimeZone.getDefault();
        try {
            Path tree = Trees.random(dir.resolve("tree"), new Random(seed));
            ArchiveSummary first = write(format, tree, dir.resolve("first"));
            restore(dir.resolve("first"), first, dir.resolve("other place"));
            shuffle(dir.resolve("other place"), new Random(seed));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            ArchiveSummary second = write(format, dir.resolve("other place"), dir.resolve("second"));
            assertThat(second.file()).isEqualTo(first.file());
            assertThat(dir.resolve("second")).hasSameBinaryContentAs(dir.resolve("first"));
        } finally {
            TimeZone.setDefault(zone);
            Trees.remove(dir);
        }
    }

    /** Makes every name anew in another order and gives it another time. */
    private static void shuffle(Path directory, Random random) throws IOException {
        List<Path> children = new ArrayList<>();
        try (var stream = Files.newDirectoryStream(directory)) {
            stream.forEach(children::add);
        }
        Collections.shuffle(children, random);
        for (Path child : children) {
            Path away = directory.resolve("away");
            Files.move(child, away);
            Files.move(away, child);
            // a link may lead to a file of the machine
            if (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
                Files.setLastModifiedTime(child, FileTime.fromMillis(random.nextInt()));
            }
        }
    }

    @Requirement("S29")
    @Test
    @Tag("long")
    void manyFilesInOneDirectoryAreTheSameArchiveInAnyOrderOfCreation(@TempDir Path dir) throws Exception {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            numbers.add(i);
        }
        String digest = null;
        for (int round = 0; round < 2; round++) {
            Path tree = Files.createDirectory(dir.resolve("tree" + round));
            for (int number : numbers) {
                Files.writeString(tree.resolve("file" + number), "x".repeat(number));
            }
            Collections.shuffle(numbers, new Random(1));
            String now = write(ArchiveFormat.TAR_ZST, tree, dir.resolve("archive" + round))
                    .file()
                    .digest();
            assertThat(digest == null ? now : digest).isEqualTo(now);
            digest = now;
        }
    }

    @Test
    void aNameThatIsNoTextComesBackAsItWas(@TempDir Path dir) throws Exception {
        Path tree = Files.createDirectory(dir.resolve("tree"));
        Path odd = Path.of(URI.create(tree.toUri() + "/caf%E9%FF")).getFileName();
        Files.writeString(tree.resolve(odd), "latin 1");
        Files.createSymbolicLink(tree.resolve("link"), odd);
        Path long1 = Path.of(URI.create(tree.toUri() + "/" + "%E9".repeat(200))).getFileName();
        Files.createDirectory(tree.resolve(long1));
        Files.writeString(tree.resolve(long1).resolve(odd), "deeper");
        Map<EntryName, String> before = Trees.contents(tree);
        assertThat(before.keySet()).contains(EntryName.of(new byte[] {'c', 'a', 'f', (byte) 0xe9, (byte) 0xff}));
        ArchiveSummary summary = write(ArchiveFormat.TAR_ZST, tree, dir.resolve("archive"));
        restore(dir.resolve("archive"), summary, dir.resolve("out"));
        assertThat(Trees.contents(dir.resolve("out"))).isEqualTo(before);
    }

    @Test
    void aPathOfManyDirectoriesComesBack(@TempDir Path dir) throws Exception {
        Path deep = Files.createDirectory(dir.resolve("tree"));
        for (int i = 0; i < 200; i++) {
            deep = Files.createDirectory(deep.resolve("level-" + i));
        }
        Files.writeString(deep.resolve("bottom"), "here");
        ArchiveSummary summary = write(ArchiveFormat.TAR_GZ, dir.resolve("tree"), dir.resolve("archive"));
        restore(dir.resolve("archive"), summary, dir.resolve("out"));
        assertThat(Trees.contents(dir.resolve("out"))).isEqualTo(Trees.contents(dir.resolve("tree")));
    }

    @Test
    void aSparseFileComesBackWithItsZeros(@TempDir Path dir) throws Exception {
        Path tree = Files.createDirectory(dir.resolve("tree"));
        try (var file = new java.io.RandomAccessFile(tree.resolve("sparse").toFile(), "rw")) {
            file.setLength(20_000_000);
            file.seek(15_000_000);
            file.write(7);
        }
        ArchiveSummary summary = write(ArchiveFormat.TAR_ZST, tree, dir.resolve("archive"));
        assertThat(summary.file().bytes()).isLessThan(10_000);
        restore(dir.resolve("archive"), summary, dir.resolve("out"));
        assertThat(dir.resolve("out/sparse")).hasSameBinaryContentAs(tree.resolve("sparse"));
    }

    @Test
    void bitsThatGiveAwayRightsDoNotComeBack(@TempDir Path dir) throws Exception {
        Path tree = Files.createDirectory(dir.resolve("tree"));
        Path file = Files.writeString(tree.resolve("program"), "");
        Files.setAttribute(file, "unix:mode", 04755);
        ArchiveSummary summary = write(ArchiveFormat.TAR, tree, dir.resolve("archive"));
        RestoreSummary restored = restore(dir.resolve("archive"), summary, dir.resolve("out"));
        assertThat(Trees.contents(dir.resolve("out")).values())
                .singleElement()
                .asString()
                .startsWith("file 755 ");
        assertThat(restored.notes())
                .singleElement()
                .asString()
                .contains("program")
                .contains("set-user-id");
    }

    static ArchiveSummary write(ArchiveFormat format, Path tree, Path archive) throws Exception {
        return new ArchiveWriter(format, Progress.NONE).write(tree, Selection.ALL, archive);
    }

    private static RestoreSummary restore(Path archive, ArchiveSummary summary, Path target) throws Exception {
        return new ArchiveReader(Limits.DEFAULT, Progress.NONE).restore(archive, summary.file(), target, Selection.ALL);
    }
}
