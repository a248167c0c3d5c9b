package io.jenkins.plugins.deployhooks.local;

import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings.Limits;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings.Retries;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings.Shell;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.HookRun;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;
import io.jenkins.plugins.deployhooks.engine.time.TimeLimit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs hooks of a small repository in a temporary directory, for tests. */
final class Hooks {
    final Path root;
    final Path log;
    final StopRequest stop = new StopRequest();
    final Map<String, String> env = new HashMap<>(System.getenv());
    final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    String dir = "";
    Shell shell = new Shell("sh", false, false);
    Limits limits = new Limits(TimeLimit.of(Duration.ofSeconds(60)), TimeLimit.none(), Duration.ofSeconds(2));

    Hooks(Path temporary) throws IOException {
        root = Files.createDirectories(temporary.resolve("checkout"));
        log = temporary.resolve("logs/hook.log");
    }

    HookEnd command(String text) {
        return run(Script.command(text));
    }

    HookEnd file(String path) {
        return run(Script.file(path));
    }

    HookEnd run(Script script) {
        return new LocalHookRunner("agent-7").run(hook(script, this::hear), stop);
    }

    HookRun hook(Script script, HookRun.Listener listener) {
        HookSettings settings = new HookSettings(shell, limits, new Retries(0, Duration.ZERO), null);
        HookRun.Place place = new HookRun.Place(root, root.resolve(dir), env);
        return new HookRun("preBuild/test", script, settings, place, new HookRun.Output(log, listener));
    }

    Hooks timeout(Duration timeout) {
        limits = new Limits(TimeLimit.of(timeout), limits.inactivityTimeout(), limits.killGrace());
        return this;
    }

    Hooks grace(Duration grace) {
        limits = new Limits(limits.timeout(), limits.inactivityTimeout(), grace);
        return this;
    }

    Hooks quietFor(Duration inactivity) {
        limits = new Limits(limits.timeout(), TimeLimit.of(inactivity), limits.killGrace());
        return this;
    }

    /** A file of the repository; executable if its mode says so. */
    Path write(String path, String content, String mode) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return file;
    }

    /** The log without its header. */
    String output() {
        String all = logged();
        return all.substring(all.indexOf("\n\n") + 2);
    }

    String logged() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String heard() {
        return heard.toString(StandardCharsets.UTF_8);
    }

    /** The pids that the hook wrote to {@code name} in the repository, one a line. */
    List<Long> pids(String name) throws IOException {
        Path file = root.resolve(name);
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .map(Long::valueOf)
                        .toList()
                : List.of();
    }

    private void hear(byte[] bytes, int length) {
        heard.write(bytes, 0, length);
    }

    /** Whether {@code pid} runs; a zombie does not. */
    static boolean runs(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
}
