package io.jenkins.plugins.deployhooks.engine.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class ReportFileTest {
    @TempDir
    private Path dir;

    @Test
    void aPipeIsWrittenIntoAndStaysOne() throws Exception {
        Path pipe = pipe();
        assertThat(readWhileWriting(pipe, pipe)).isEqualTo("{}");
    }

    @Test
    void aLinkToAPipeStaysALink() throws Exception {
        Path link = Files.createSymbolicLink(dir.resolve("link"), pipe());
        assertThat(readWhileWriting(link, dir.resolve("pipe"))).isEqualTo("{}");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void aLinkStaysOneAndItsTargetIsReplaced() throws IOException {
        Path target =
                Files.writeString(Files.createDirectories(dir.resolve("real")).resolve("report.json"), "old");
        Path middle = Files.createSymbolicLink(dir.resolve("real/middle"), Path.of("report.json"));
        Path link = Files.createSymbolicLink(dir.resolve("link"), Path.of("real/middle"));
        write(link, "new");
        assertThat(link).isSymbolicLink();
        assertThat(middle).isSymbolicLink();
        assertThat(target).isRegularFile().hasContent("new");
        assertThat(target.getParent()).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void aLinkToNothingGetsItsTarget() throws IOException {
        Path link = Files.createSymbolicLink(dir.resolve("link"), Path.of("later.json"));
        write(link, "new");
        assertThat(link).isSymbolicLink();
        assertThat(dir.resolve("later.json")).hasContent("new");
    }

    @Test
    void linksInACircleAreAnIoFault() throws IOException {
        Path link = Files.createSymbolicLink(dir.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(dir.resolve("b"), Path.of("a"));
        assertThatThrownBy(() -> ReportFile.at(link)).isInstanceOf(IOException.class);
    }

    @Test
    void aNewFileHasTheModeOfAnyNewFileAndAnOldOneKeepsIts() throws IOException {
        Path any = Files.createFile(dir.resolve("any"));
        Path report = dir.resolve("report.json");
        write(report, "one");
        assertThat(Files.getPosixFilePermissions(report)).isEqualTo(Files.getPosixFilePermissions(any));
        Set<PosixFilePermission> mode = PosixFilePermissions.fromString("rw-rw-r--");
        Files.setPosixFilePermissions(report, mode);
        write(report, "two");
        assertThat(report).hasContent("two");
        assertThat(Files.getPosixFilePermissions(report)).isEqualTo(mode);
    }

    @Test
    void aDirectoryIsNoPlaceForAReport() throws IOException {
        ReportFile file = ReportFile.at(dir);
        assertThatThrownBy(file::check).isInstanceOf(IOException.class).hasMessageContaining("is a directory");
    }

    private Path pipe() throws Exception {
        Path pipe = dir.resolve("pipe");
        Process process = new ProcessBuilder("mkfifo", pipe.toString()).start();
        assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return pipe;
    }

    private static String readWhileWriting(Path place, Path pipe) throws Exception {
        CompletableFuture<String> reader = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                reader.complete(Files.readString(pipe));
            } catch (IOException e) {
                reader.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        ReportFile.at(place).check();
        write(place, "{}");
        assertThat(Files.readAttributes(pipe, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .isOther())
                .isTrue();
        return reader.get(50, TimeUnit.SECONDS);
    }

    private static void write(Path place, String text) throws IOException {
        ReportFile.at(place).write(text);
    }
}
