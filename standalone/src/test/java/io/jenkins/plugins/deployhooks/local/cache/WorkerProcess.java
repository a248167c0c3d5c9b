package io.jenkins.plugins.deployhooks.local.cache;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link StoreWorker} in a process of its own. */
final class WorkerProcess {
    private static final long PATIENCE_SECONDS = 60;
    private static final String END = "end";

    private final Process process;
    private final Writer orders;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final Thread reader = new Thread(this::read, "worker's lines");
    private int done;
    private volatile long lastLine;

    /** Starts one, which boots while others work. */
    WorkerProcess(WorkerClasses classes, List<String> arguments, Path errors) throws IOException {
        List<String> command = new ArrayList<>(classes.command());
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
        // A virtual machine that obeys this says so where its errors are.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        process = builder.start();
        orders = process.outputWriter();
        reader.start();
    }

    private void read() {
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lastLine = System.nanoTime();
                said.add(line);
            }
        } catch (IOException e) {
            // The pipe of a killed process.
            return;
        } finally {
            said.add(END);
        }
    }

    /** The next line it says. */
    String line() throws InterruptedException {
        String line = said.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (line == null || line.equals(END)) {
            throw new IllegalStateException("the worker " + (line == null ? "says nothing" : "has ended"));
        }
        return line;
    }

    /** Opens the store, and clears away what others left there. */
    void open(Path place) throws IOException, InterruptedException {
        line();
        order(place.toString());
        line();
    }

    /** Tells it what to do. */
    void order(String order) throws IOException {
        orders.write(order + "\n");
        orders.flush();
    }

    /** What came of the last order. */
    String result() throws InterruptedException {
        done++;
        return line();
    }

    /** Whether what it does next does not load classes first. */
    boolean isWarm() {
        return done > 1;
    }

    /** When it said the last line, as {@link System#nanoTime} tells it. */
    long lastLine() {
        return lastLine;
    }

    /** Whether it has carried out the last order. */
    boolean isDone() {
        return !said.isEmpty();
    }

    /** SIGKILL; what it had said that nobody has read; empty: it was killed in the midst of it. */
    List<String> kill() throws InterruptedException {
        process.destroyForcibly();
        reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        process.waitFor();
        said.remove(END);
        return List.copyOf(said);
    }
}
