package io.jenkins.plugins.deployhooks.engine.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.archive.pack.ArchiveWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Archives made and restored by processes of their own: with other settings, little memory, few rights, or killed. */
@Tag("long")
class ArchiveProcessesTest {
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java") + " -Xmx64m -cp ";
    private static final String WORKER = " " + ArchiveWorker.class.getName() + " ";

    @TempDir
    private Path dir;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endProcesses() {
        started.forEach(Process::destroyForcibly);
    }

    @Requirement("S29")
    @ParameterizedTest
    @EnumSource
    void settingsOfTheProcessDoNotMatter(ArchiveFormat format) throws Exception {
        Trees.random(dir.resolve("tree"), new Random(11));
        Trees.write(dir.resolve("tree/ünï-çödé/日本"), "text");
        Trees.write(dir.resolve("tree/données/left out"), "text");
        // the same tree again, made in the reverse order and at other times
        shell("mkdir other; cd tree; find . -mindepth 1 -depth -print0 | sort -rz"
                + " | tar -cf - --null --no-recursion -T - | tar -xpf - -C ../other;"
                + " find ../other -type f -exec touch -d @5 {} +");
        assertThat(Trees.contents(dir.resolve("other"))).isEqualTo(Trees.contents(dir.resolve("tree")));
        String write = JAVA + classPath() + WORKER + "write " + format;
        shell("umask 077; LC_ALL=C TZ=Asia/Kolkata " + write + " tree one donn%C3%A9es");
        shell("umask 000; LC_ALL=C.UTF-8 TZ=America/St_Johns " + write + " other two donn%C3%A9es");
        assertThat(dir.resolve("one")).hasSameBinaryContentAs(dir.resolve("two"));
        shell("LC_ALL=C " + JAVA + classPath() + WORKER + "restore one out 1");
        Trees.remove(dir.resolve("tree/données"));
        assertThat(Trees.contents(dir.resolve("out"))).isEqualTo(Trees.contents(dir.resolve("tree")));
    }

    @Test
    void withTooLittleMemoryItEndsWithTheReason() throws Exception {
        Files.createDirectory(dir.resolve("tree"));
        for (int i = 0; i < 60; i++) {
            Files.write(dir.resolve("tree/file" + i), new byte[100_000]);
        }
        new ArchiveWriter(ArchiveFormat.TAR, Progress.NONE)
                .write(dir.resolve("tree"), Selection.ALL, dir.resolve("good"));
        // enough for the thread that waits for the others, and not for those
        String java = JAVA.replace("-cp", "-XX:MaxDirectMemorySize=400k -cp") + classPath() + WORKER;
        for (String work : List.of("write TAR tree bad", "restore good out 1")) {
            assertThat(output(start(java + work))).startsWith("failed ").contains("memory");
        }
        assertThat(Files.list(dir).map(path -> path.getFileName().toString())).containsOnly("tree", "good");
    }

    @Test
    void whoMayNotDoEverythingLosesNothing() throws Exception {
        // classes where everybody can read them
        String here = "";
        for (String entry : classPath().split(":")) {
            if (!entry.endsWith(".jar") || entry.contains("zstd-jni")) {
                Path copy = dir.resolve("classes" + here.length());
                shell("cp -r " + entry + " " + copy + " && chmod -R a+rX " + copy);
                here += copy + ":";
            }
        }
        Trees.write(dir.resolve("tree/dist/logs/new"), "new");
        Trees.write(dir.resolve("w/target/dist/logs/run.log"), "mine");
        Trees.write(dir.resolve("w/target/dist/old/deep/file"), "old");
        Trees.write(dir.resolve("w/target/dist/foreign/file"), "somebody else's");
        shell("chmod 555 tree/dist/logs tree/dist w/target/dist w/target/dist/logs; chmod 0 w/target/dist/old");
        new ArchiveWriter(ArchiveFormat.TAR, Progress.NONE)
                .write(dir.resolve("tree"), Selection.ALL, dir.resolve("archive"));
        boolean root = "root".equals(System.getProperty("user.name"));
        String user = "";
        if (root) {
            shell("chmod 755 . && chmod 644 archive && chown -R 65534 w && chown -R 0 w/target/dist/foreign");
            user = "setpriv --reuid=65534 --clear-groups ";
        }
        String java = user + JAVA + here + WORKER;
        for (int i = 0; i < 2; i++) {
            String said = output(start(java + "restore archive w/target 1 '**%2F*.log'"));
            assertThat(said).startsWith("done ");
            assertThat(dir.resolve("w/target/dist/logs/run.log")).hasContent("mine");
            assertThat(dir.resolve("w/target/dist/logs/new")).hasContent("new");
            assertThat(dir.resolve("w/target/dist/old")).doesNotExist();
            // what root left behind cannot be removed by others: that is said, and no later restore fails for it
            assertThat(said.contains("cannot be removed")).isEqualTo(root && i == 0);
            assertThat(Trees.contents(dir.resolve("w/target/dist")).toString())
                    .contains("logs=directory 555")
                    .doesNotContain("foreign");
        }
    }

    @Test
    void aRestoreKilledAtAnyMomentIsUndoneOrWasDone() throws Exception {
        for (int i = 0; i < 200; i++) {
            Trees.write(dir.resolve("tree/unit" + i + "/file"), "new");
            Trees.write(dir.resolve("before/unit" + i + "/file"), "old");
        }
        new ArchiveWriter(ArchiveFormat.TAR, Progress.NONE)
                .write(dir.resolve("tree"), Selection.ALL, dir.resolve("archive"));
        var undone = Trees.contents(dir.resolve("before"));
        var done = Trees.contents(dir.resolve("tree"));
        Files.writeString(dir.resolve("none"), "no archive");
        String java = JAVA + classPath() + WORKER;
        Random random = new Random();
        int begun = 0;
        // a busy machine may end each of a few too late
        for (int round = 0; round < 6 || begun == 0 && round < 60; round++) {
            shell("rm -rf target && cp -r before target");
            Process process = start(java + "restore archive target 1");
            Path moved = dir.resolve(".target.restoring/old/" + random.nextInt(200));
            while (process.isAlive() && !Files.exists(moved)) {
                Thread.onSpinWait();
            }
            process.destroyForcibly().waitFor();
            begun += Files.exists(dir.resolve(".target.restoring/journal")) ? 1 : 0;
            output(start(java + "restore none target 1"));
            assertThat(Trees.contents(dir.resolve("target"))).isIn(undone, done);
            assertThat(dir.resolve(".target.restoring")).doesNotExist();
        }
        assertThat(begun).as("restores killed among their renames").isPositive();
    }

    @Test
    void restoresIntoOneTargetTakeTurnsOrAreRefused() throws Exception {
        Trees.write(dir.resolve("tree/a/file"), "new");
        new ArchiveWriter(ArchiveFormat.TAR, Progress.NONE)
                .write(dir.resolve("tree"), Selection.ALL, dir.resolve("archive"));
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(start(JAVA + classPath() + WORKER + "restore archive target 150"));
        }
        for (Process process : all) {
            assertThat(output(process).lines())
                    .hasSize(150)
                    .allMatch(line -> line.equals("done []") || line.contains("Another restore into"));
        }
        assertThat(Trees.contents(dir.resolve("target"))).isEqualTo(Trees.contents(dir.resolve("tree")));
        assertThat(dir.resolve(".target.restoring")).doesNotExist();
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private void shell(String command) throws IOException, InterruptedException {
        Process process = start("set -e; " + command);
        String output = output(process);
        assertThat(process.exitValue()).as(command + ": " + output).isZero();
    }

    private Process start(String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                .directory(dir.toFile())
                .redirectErrorStream(true);
        // a virtual machine that obeys this says so where its output is
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static String output(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
        return output;
    }
}
