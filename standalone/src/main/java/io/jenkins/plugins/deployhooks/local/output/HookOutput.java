package io.jenkins.plugins.deployhooks.local.output;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where a hook's standard output and error go: into a pipe from which a {@link Copier} appends to the log, or, where there
 * is no such thing, straight into the log. A program that opens {@code /dev/stderr} anew empties a file, but not a pipe.
 * For one attempt and one thread.
 */
public final class HookOutput implements AutoCloseable {
    @CheckForNull
    private static final String CAT = Files.isDirectory(Path.of("/proc/self/fd"))
            ? Stream.of("/bin/cat", "/usr/bin/cat")
                    .filter(path -> new File(path).canExecute())
                    .findFirst()
                    .orElse(null)
            : null;

    private final Path log;

    @CheckForNull
    private final Copier copier;

    private String fault = "";

    private HookOutput(Path log, @CheckForNull Copier copier) {
        this.log = log;
        this.copier = copier;
    }

    /**
     * The output of a hook that is about to start.
     *
     * @param log what it is appended to; absolute, links resolved
     * @param setsid the program of that name; null where there is none
     */
    public static HookOutput to(Path log, @CheckForNull String setsid) throws IOException {
        String cat = CAT;
        return new HookOutput(log, cat == null || setsid == null ? null : Copier.start(log, setsid, cat));
    }

    /** What the hook's output is to be opened for, to append. */
    public ProcessBuilder.Redirect redirect() {
        return ProcessBuilder.Redirect.appendTo(copier == null ? log.toFile() : copier.input());
    }

    /** To what the links of the hook's open files lead, as the system shows them. */
    public Path mark() {
        return copier == null ? log : copier.pipe();
    }

    /** The hook has started, or could not be: from now on the pipe is open as long as somebody of the hook has it open. */
    @Override
    public void close() {
        if (copier != null) {
            copier.release();
        }
    }

    /** Waits, after the hook ended by itself, until all is in the log; whoever is left behind keeps the copier. */
    public void settle() {
        fault = copier == null ? "" : copier.settle();
    }

    /** Waits, after the hook was stopped, until all is in the log; the copier does not stay. */
    public void end() {
        fault = copier == null ? "" : copier.end();
    }

    /** Why the log is not complete, in a sentence, after {@link #settle} or {@link #end}; empty where it is. */
    public String fault() {
        return fault;
    }
}
