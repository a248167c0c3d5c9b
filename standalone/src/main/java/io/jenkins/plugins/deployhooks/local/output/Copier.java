package io.jenkins.plugins.deployhooks.local.output;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A {@code cat} that appends to the log what comes through a pipe. In a session of its own, deaf to requests to end, with
 * nothing of this virtual machine open: it lives as long as somebody may write, whatever becomes of us.
 */
final class Copier {
    /** How long it may take until the log has everything. */
    private static final long LIMIT = Duration.ofSeconds(5).toNanos();

    private static final long LOOK = Duration.ofMillis(10).toNanos();

    /** More than a pipe and a copier's buffer hold: when the log grew by that, all that was in them is written. */
    private static final long MOST_ON_THE_WAY = 2L << 20;

    private final Process process;
    private final Path log;
    private final Path pipe;

    private Copier(Process process, Path log, Path pipe) {
        this.process = process;
        this.log = log;
        this.pipe = pipe;
    }

    /** Starts one; null where the pipe cannot be reached by others. */
    @CheckForNull
    static Copier start(Path log, String setsid, String cat) throws IOException {
        // a stop may hit us and all our children, as in a deployment within a hook: the last words are copied still
        ProcessBuilder builder = new ProcessBuilder(
                        setsid, "/bin/sh", "-c", "trap '' HUP INT QUIT TERM; exec \"$0\"", cat)
                .directory(new File("/"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        Process process = builder.start();
        Copier copier = new Copier(process, log, Path.of(""));
        try {
            return new Copier(
                    process, log, Files.readSymbolicLink(copier.input().toPath()));
        } catch (IOException e) {
            copier.release();
            copier.leave();
            return null;
        }
    }

    /** The pipe, to be opened. */
    File input() {
        return new File("/proc/" + process.pid() + "/fd/0");
    }

    /** The pipe, as links of open files name it. */
    Path pipe() {
        return pipe;
    }

    /** Lets go of our own end of the pipe. */
    void release() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // nothing was written by us, so nothing is lost
            return;
        }
    }

    /** Until it ended, or has copied what was written before this call; what went wrong, or an empty text. */
    String settle() {
        long start = System.nanoTime();
        long before = size();
        int idle = 0;
        while (!endsWithin(LOOK)) {
            idle = isIdle() ? idle + 1 : 0;
            if (idle == 2 || size() - before > MOST_ON_THE_WAY) {
                leave();
                return "";
            }
            if (System.nanoTime() - start > LIMIT) {
                leave();
                return "The last output may be missing in the log: writing it took too long.";
            }
        }
        return fault();
    }

    /** Until it ended, by force if need be; what went wrong, or an empty text. */
    String end() {
        if (endsWithin(LIMIT)) {
            return fault();
        }
        process.destroyForcibly();
        leave();
        return "The output was still open after the stop; what is written to it from now on is not in the log.";
    }

    /** It waits for input, and there is none. A copier that writes is running, or in uninterruptible sleep. */
    private boolean isIdle() {
        try (FileInputStream in = new FileInputStream(input())) {
            if (in.available() > 0) {
                return false;
            }
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"), StandardCharsets.ISO_8859_1);
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'S';
        } catch (IOException e) {
            return false; // it just ended
        }
    }

    private boolean endsWithin(long nanos) {
        long end = System.nanoTime() + nanos;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String fault() {
        int status = process.exitValue();
        String message = "";
        try {
            message = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            message = e.toString();
        }
        leave();
        if (status == 0) {
            return "";
        }
        return "The log could not be written: "
                + (message.isEmpty() ? "its copier ended with exit code " + status : message) + ".";
    }

    /** Nothing of it stays open here. */
    private void leave() {
        try {
            process.getErrorStream().close();
        } catch (IOException e) {
            // only a message is lost
            return;
        }
    }

    private long size() {
        try {
            return Files.size(log);
        } catch (IOException e) {
            return 0; // the hook removed it
        }
    }
}
