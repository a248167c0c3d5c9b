package io.jenkins.plugins.deployhooks.engine.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.archive.pack.ArchiveWriter;
import io.jenkins.plugins.deployhooks.engine.archive.unpack.ArchiveReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives travel between this and GNU tar with zstd or gzip. */
@Tag("long")
class InteroperabilityTest {
    @TempDir
    private Path dir;

    @ParameterizedTest
    @CsvSource({"TAR_ZST,zstd -dc", "TAR_GZ,gzip -dc", "TAR,cat"})
    void theirsReadOurs(ArchiveFormat format, String expand) throws Exception {
        for (int seed = 0; seed < 8; seed++) {
            Path here = Files.createDirectory(dir.resolve("s" + seed));
            Path tree = Trees.random(here.resolve("tree"), new Random(seed));
            new ArchiveWriter(format, Progress.NONE).write(tree, Selection.ALL, here.resolve("archive"));
            shell(here, "mkdir out && " + expand + " <archive | tar -xpf - -C out");
            assertThat(Trees.contents(here.resolve("out"))).isEqualTo(Trees.contents(tree));
            Trees.remove(here);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TAR_ZST,--format=gnu,zstd -q -T0",
        "TAR_ZST,--format=posix,zstd -q --long=27",
        "TAR_GZ,--format=gnu,gzip",
        "TAR_GZ,--format=posix,gzip",
        "TAR,--format=gnu,cat",
        "TAR,--format=posix --sort=name --blocking-factor=200,cat"
    })
    void weReadTheirs(ArchiveFormat format, String options, String pack) throws Exception {
        for (int seed = 0; seed < 8; seed++) {
            Path here = Files.createDirectory(dir.resolve("s" + seed));
            Path tree = Trees.random(here.resolve("tree"), new Random(seed));
            shell(here, "tar " + options + " -cf - -C tree . | " + pack + " >archive");
            RestoreSummary summary = new ArchiveReader(Limits.DEFAULT, Progress.NONE)
                    .restore(here.resolve("archive"), null, here.resolve("out"), Selection.ALL);
            assertThat(summary.format()).isEqualTo(format);
            assertThat(Trees.contents(here.resolve("out"))).isEqualTo(Trees.contents(tree));
            Trees.remove(here);
        }
    }

    @Test
    void severalFramesAndMembersAreOneArchive() throws Exception {
        Path tree = Trees.random(dir.resolve("tree"), new Random(3));
        shell(
                dir,
                "tar -cf t -C tree . && split -n 3 t part && "
                        + "for p in part*; do zstd -qc $p >>zst; gzip -c $p >>gz; done");
        for (String archive : new String[] {"zst", "gz"}) {
            new ArchiveReader(Limits.DEFAULT, Progress.NONE)
                    .restore(dir.resolve(archive), null, dir.resolve("out-" + archive), Selection.ALL);
            assertThat(Trees.contents(dir.resolve("out-" + archive))).isEqualTo(Trees.contents(tree));
        }
    }

    @Test
    void aSparseFileOfTheirsIsRefusedWithTheReason() throws Exception {
        shell(dir, "mkdir tree && truncate -s 10M tree/sparse && echo x >>tree/sparse");
        for (String options : new String[] {"--format=gnu", "--format=posix"}) {
            shell(dir, "tar " + options + " --sparse -cf archive -C tree .");
            assertThatThrownBy(() -> new ArchiveReader(Limits.DEFAULT, Progress.NONE)
                            .restore(dir.resolve("archive"), null, dir.resolve("out"), Selection.ALL))
                    .isInstanceOf(ArchiveRefused.class)
                    .hasMessageContaining("sparse");
        }
    }

    @Test
    void socketsAndPipesAreLeftOutAndThatIsSaid() throws Exception {
        shell(dir, "mkdir tree && mkfifo tree/pipe && echo x >tree/file");
        ArchiveSummary summary = new ArchiveWriter(ArchiveFormat.TAR, Progress.NONE)
                .write(dir.resolve("tree"), Selection.ALL, dir.resolve("archive"));
        assertThat(summary.content().entries()).isEqualTo(1);
        assertThat(summary.notes()).containsExactly("pipe is a socket, a pipe or a device and was not archived.");
    }

    @Requirement("S29")
    @Test
    void theUmaskOfWhoRestoresDoesNotMatter() throws Exception {
        shell(dir, "umask 0; mkdir tree tree/d; echo x >tree/d/f; chmod 777 tree/d; chmod 666 tree/d/f");
        new ArchiveWriter(ArchiveFormat.TAR, Progress.NONE)
                .write(dir.resolve("tree"), Selection.ALL, dir.resolve("archive"));
        new ArchiveReader(Limits.DEFAULT, Progress.NONE)
                .restore(dir.resolve("archive"), null, dir.resolve("out"), Selection.ALL);
        assertThat(Trees.contents(dir.resolve("out"))).isEqualTo(Trees.contents(dir.resolve("tree")));
        assertThat(Trees.contents(dir.resolve("out")).values()).first().isEqualTo("directory 777");
    }

    @Requirement("S45")
    @Test
    void aFullDiskLeavesNothingAndIsExplained() throws Exception {
        Path small = Files.createDirectory(dir.resolve("small"));
        boolean mounted = run(dir, "mount -t tmpfs -o size=2m none small 2>/dev/null") == 0;
        assumeThat(mounted).as("may mount a small disk, which only root may").isTrue();
        try {
            Path tree = Files.createDirectory(dir.resolve("tree"));
            byte[] noise = new byte[200_000];
            for (int i = 0; i < 30; i++) {
                new Random(i).nextBytes(noise);
                Files.write(tree.resolve("file" + i), noise);
            }
            Path archive = dir.resolve("archive");
            assertThatThrownBy(() -> write(tree, small.resolve("archive")))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("No space left on device while archiving");
            assertThat(Files.list(small)).isEmpty();
            write(tree, archive);
            Trees.write(small.resolve("target/file1"), "as it was");
            assertThatThrownBy(() -> new ArchiveReader(Limits.DEFAULT, Progress.NONE)
                            .restore(archive, null, small.resolve("target"), Selection.ALL))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("No space left on device while restoring");
            assertThat(Files.list(small)).hasSize(1);
            assertThat(small.resolve("target/file1")).hasContent("as it was");
        } finally {
            shell(dir, "umount -l small");
        }
    }

    private static void write(Path tree, Path archive) throws IOException, InterruptedException {
        new ArchiveWriter(ArchiveFormat.TAR_ZST, Progress.NONE).write(tree, Selection.ALL, archive);
    }

    private static void shell(Path cwd, String command) throws IOException, InterruptedException {
        assertThat(run(cwd, "set -e; " + command)).as(command).isZero();
    }

    private static int run(Path cwd, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-o", "pipefail", "-c", command)
                .directory(cwd.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command + " ends").isTrue();
        return process.exitValue();
    }
}
