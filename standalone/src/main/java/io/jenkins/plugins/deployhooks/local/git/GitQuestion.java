package io.jenkins.plugins.deployhooks.local.git;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One question to git about a repository that nobody vouches for: git writes nothing, fetches nothing, asks nobody, and
 * starts no program that the repository's configuration names for the occasion, but for filters, which no option can
 * leave out.
 *
 * @param <T> what is made of the answer
 */
final class GitQuestion<T> implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    /** Set inside of a hook of git, they would mean that hook's repository ({@code git rev-parse --local-env-vars}). */
    private static final List<String> OF_OTHERS = List.of(
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_INDEX_FILE",
            "GIT_PREFIX",
            "GIT_COMMON_DIR",
            "GIT_NAMESPACE",
            "GIT_OBJECT_DIRECTORY",
            "GIT_ALTERNATE_OBJECT_DIRECTORIES",
            "GIT_IMPLICIT_WORK_TREE",
            "GIT_INTERNAL_SUPER_PREFIX",
            "GIT_GRAFT_FILE",
            "GIT_SHALLOW_FILE",
            "GIT_REPLACE_REF_BASE",
            "GIT_CONFIG");

    private static final List<String> COMMAND = List.of(
            "git",
            // A deployment must not get in the way of somebody who works in the checkout; nor run post-index-change.
            "--no-optional-locks",
            "--no-replace-objects",
            "-c",
            "core.fsmonitor=",
            "-c",
            "core.hooksPath=/dev/null",
            "-c",
            "safe.bareRepository=explicit",
            // A time can be put back, the time of the last change of any kind cannot.
            "-c",
            "core.trustCtime=true",
            "-c",
            "core.checkStat=default",
            "-C");

    private final Process process;
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    /** Makes something of what git writes. */
    @FunctionalInterface
    interface Reading<T> {
        /** @param out to its end */
        T of(InputStream out) throws IOException;
    }

    private GitQuestion(Process process) {
        this.process = process;
    }

    /**
     * Asks.
     *
     * @throws IOException if there is no git
     */
    static <T> GitQuestion<T> ask(Path directory, Reading<T> reading, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(COMMAND);
        command.add(directory.toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(new File(File.separatorChar == '\\' ? "NUL" : "/dev/null"));
        builder.environment().keySet().removeAll(OF_OTHERS);
        // In a partial clone git would fetch what it lacks, by a command that the configuration names. No protocol has
        // this name, so none is allowed.
        builder.environment().put("GIT_ALLOW_PROTOCOL", "none");
        builder.environment().put("GIT_NO_LAZY_FETCH", "1");
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        GitQuestion<T> question = new GitQuestion<>(builder.start());
        // A thread of its own: reading from a process cannot be interrupted.
        Thread reader = new Thread(() -> question.read(reading), "what git answers");
        reader.setDaemon(true);
        reader.start();
        return question;
    }

    private void read(Reading<T> reading) {
        try (InputStream out = process.getInputStream()) {
            answer.complete(reading.of(out));
        } catch (IOException | RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    /** What was made of the answer; null: git failed, or said nothing for too long. */
    @CheckForNull
    T answer() throws InterruptedException {
        return exitCode() == 0 ? answer.join() : null;
    }

    /** How git ended, with its answer read; -1: it did not, or what it said could not be understood. */
    int exitCode() throws InterruptedException {
        try {
            answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (ExecutionException | TimeoutException e) {
            // Without git's answer every file is read, which gives an answer, too.
            return -1;
        }
    }

    /** Ends git, where it has not ended. */
    @Override
    public void close() {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
