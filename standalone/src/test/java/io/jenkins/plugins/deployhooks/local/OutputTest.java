package io.jenkins.plugins.deployhooks.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class OutputTest {
    @TempDir
    Path temporary;

    private Hooks hooks;

    @BeforeEach
    void repository() throws IOException {
        hooks = new Hooks(temporary);
    }

    @Test
    @Requirement({"S61", "S62"})
    void bytesAreKeptAsTheyAre() throws IOException {
        byte[] bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        byte[] emoji = "🚀 ünï\u0000\u001b[31mred\r\n".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(emoji, 0, bytes, bytes.length - emoji.length, emoji.length);
        Files.write(hooks.root.resolve("blob"), bytes);
        HookEnd end = hooks.command("cat blob");

        byte[] log = Files.readAllBytes(hooks.log);
        assertThat(Arrays.copyOfRange(log, log.length - bytes.length, log.length))
                .isEqualTo(bytes);
        assertThat(hooks.heard.toByteArray()).isEqualTo(bytes);
        assertThat(end.output().tail().get(end.output().tail().size() - 1)).endsWith("🚀 ünïred");
    }

    /** In a virtual machine with 32 MiB, which would fail with more than a small part of the output in its memory. */
    @Test
    @Requirement("S61")
    void outputOf200MegabytesNeedsNoMemory() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process small = new ProcessBuilder(
                        java.toString(),
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OutputTest.class.getName(),
                        temporary.resolve("small").toString())
                .inheritIO()
                .start();
        assertThat(small.waitFor(280, TimeUnit.SECONDS)).isTrue();
        assertThat(small.exitValue()).isZero();
    }

    /** The body of the test above; exit code 0 if all is well. */
    public static void main(String[] arguments) throws IOException {
        long megabytes = 200;
        Hooks hooks = new Hooks(Files.createDirectories(Path.of(arguments[0])));
        AtomicLong heard = new AtomicLong();
        HookEnd end = new LocalHookRunner("small")
                .run(
                        hooks.hook(
                                Script.command("yes 0123456 | head -c " + (megabytes << 20)),
                                (bytes, length) -> heard.addAndGet(length)),
                        hooks.stop);
        long logged = Files.size(hooks.log);
        Files.delete(hooks.log);
        boolean complete = heard.get() == megabytes << 20 && logged > megabytes << 20;
        boolean well =
                end.state() == State.OK && complete && end.output().tail().size() == 20;
        System.exit(well ? 0 : 1);
    }
}
