package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.RestoreSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of an archive, of where it comes from and of where it goes, before anything changes. */
class ExpectedArchiveTest {
    private static final byte[] TAR =
            new RawTar().directory("a").file("a/new", "new").bytes();

    @TempDir
    private Path dir;

    private Place place;
    private ArchiveSummary.ArchiveFile file;
    private final ArchiveReader reader = new ArchiveReader(Limits.DEFAULT, Progress.NONE);

    @BeforeEach
    void makePlace() throws Exception {
        place = new Place(dir);
        Files.write(place.archive(), TAR);
        file = reader.check(place.archive(), null).file();
    }

    @Test
    void anotherSizeIsRefusedBeforeAnythingIsRead() throws Exception {
        ArchiveSummary.ArchiveFile longer = new ArchiveSummary.ArchiveFile(TAR.length + 1L, file.digest());
        ArchiveRefused refused = place.refusal(TAR, longer, Limits.DEFAULT);
        assertThat(refused).hasMessage("it has " + TAR.length + " bytes instead of " + (TAR.length + 1));
        assertThat(refused.reason()).isEqualTo(ArchiveRefused.Reason.DAMAGED);
    }

    @Test
    void anotherDigestIsRefusedThoughEverythingCouldBeUnpacked() throws Exception {
        ArchiveSummary.ArchiveFile other = new ArchiveSummary.ArchiveFile(TAR.length, "sha256:" + "0".repeat(64));
        ArchiveRefused refused = place.refusal(TAR, other, Limits.DEFAULT);
        assertThat(refused).hasMessage("its digest is not the one it was made with");
        assertThat(refused.reason()).isEqualTo(ArchiveRefused.Reason.DAMAGED);
    }

    @Test
    void aListTellsOfDirectoriesAndLinksToo() throws Exception {
        RawTar tar = new RawTar()
                .directory("d")
                .file("d/f", "text")
                .link('2', "l", "d/f")
                .link('1', "h", "d/f");
        Files.write(place.archive(), tar.bytes());
        List<String> told = new ArrayList<>();
        reader.list(place.archive(), null, entry -> told.add(entry.type() + " " + entry.name()));
        assertThat(told).containsExactly("DIRECTORY d", "FILE d/f", "SYMBOLIC_LINK l", "HARD_LINK h");
    }

    @Test
    void whatComesFromElsewhereIsComparedAtItsEnd() throws Exception {
        List<ReadableByteChannel> opened = new ArrayList<>();
        ArchiveReader.Source source = new ArchiveReader.Source("what is sent", () -> {
            opened.add(Channels.newChannel(new ByteArrayInputStream(TAR)));
            return opened.get(0);
        });
        RestoreSummary summary = reader.restore(source, file, place.target(), Selection.ALL);
        assertThat(summary.file()).isEqualTo(file);
        assertThat(summary.format()).isEqualTo(ArchiveFormat.TAR);
        assertThat(place.target().resolve("a/new")).hasContent("new");
        assertThat(opened)
                .singleElement()
                .satisfies(channel -> assertThat(channel.isOpen()).isFalse());
        assertThat(source).hasToString("what is sent");
    }

    @Test
    void noThreadOutlivesARestore() throws Exception {
        RawTar tar = new RawTar();
        for (int i = 0; i < 100; i++) {
            tar.file("file" + i, "enough for a writer to begin");
        }
        Files.write(place.archive(), tar.bytes());
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Set<Thread> during = new HashSet<>();
        Progress look =
                (entries, bytes) -> during.addAll(Thread.getAllStackTraces().keySet());
        new ArchiveReader(Limits.DEFAULT, look).restore(place.archive(), null, place.target(), Selection.ALL);
        during.removeAll(before);
        during.removeIf(thread -> !thread.getName().startsWith("deploy-hooks archive "));
        assertThat(during).extracting(Thread::getName).contains("deploy-hooks archive writer");
        for (Thread thread : during) {
            thread.join(TimeUnit.SECONDS.toMillis(20));
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void aFullDiskIsSaidWithTheArchiveAndTheTarget() {
        ArchiveReader.Source full = new ArchiveReader.Source("what is sent", () -> {
            throw new IOException("No space left on device");
        });
        assertThatThrownBy(() -> reader.restore(full, file, place.target(), Selection.ALL))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "No space left on device while restoring what is sent to " + place.target() + ";");
    }
}
