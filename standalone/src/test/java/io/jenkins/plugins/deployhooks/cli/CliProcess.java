package io.jenkins.plugins.deployhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The command line, or a script that calls it, in a process of its own, whose output goes to files. */
final class CliProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final Process process;
    private final Path out;
    private final Path err;

    private CliProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts {@code command} in {@code directory}.
     *
     * @param files where its output, its logs and its launcher go
     * @param env what it sees besides the variables of this process that have nothing to do with deployments
     */
    static CliProcess start(Path directory, Path files, Map<String, String> env, List<String> command)
            throws IOException {
        Files.createDirectories(files);
        Path out = Files.createTempFile(files, "out", ".txt");
        Path err = Files.createTempFile(files, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Map<String, String> environment = builder.environment();
        environment
                .keySet()
                .removeIf(name -> name.matches("(?:CC|DEPLOY|PLATFORM)_.*|PORT|NO_COLOR|JAVA_TOOL_OPTIONS"));
        environment.put("XDG_STATE_HOME", files.resolve("state").toString());
        environment.put("XDG_CACHE_HOME", files.resolve("cache").toString());
        environment.putAll(env);
        return new CliProcess(builder.start(), out, err);
    }

    /** Starts the command line with {@code arguments} in {@code directory}. */
    static CliProcess deployHooks(Path directory, Path files, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Launcher.in(files).toString()));
        command.addAll(List.of(arguments));
        return start(directory, files, Map.of(), command);
    }

    long pid() {
        return process.pid();
    }

    /** Types {@code text}. */
    void type(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Sends the signal called {@code name}. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }

    /** Waits until standard output contains {@code text}. */
    void awaitOutput(String text) {
        await().alias(text)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> out().contains(text) || !process.isAlive());
        assertThat(out()).contains(text);
    }

    /** Waits until standard output contains what matches {@code pattern}. */
    void awaitOutput(Pattern pattern) {
        await().alias(pattern.pattern())
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> pattern.matcher(out()).find() || !process.isAlive());
        assertThat(out()).containsPattern(pattern);
    }

    /** Waits for the end. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("ends in time; standard output so far: %s", out())
                .isTrue();
        return process.exitValue();
    }

    String out() {
        return new String(outBytes(), StandardCharsets.UTF_8);
    }

    byte[] outBytes() {
        return read(out);
    }

    String err() {
        return new String(read(err), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroyForcibly();
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the process {@code pid} runs; one that has ended and that nobody has asked for its status does not. */
    static boolean isRunning(long pid) {
        return ProcessHandle.of(pid)
                .filter(handle -> handle.isAlive() && handle.info().command().isPresent())
                .isPresent();
    }

    /** The number of a process that a script has written to {@code file}. */
    static long pidIn(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).strip());
    }
}
