package io.jenkins.plugins.deployhooks.engine.cache.git;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One question to git.
 *
 * @param <T> what is made of the answer
 */
final class GitQuestion<T> implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final GitCommand.Running git;
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    /** Makes something of what git writes. */
    @FunctionalInterface
    interface Reading<T> {
        /** @param out to its end */
        T of(InputStream out) throws IOException;
    }

    private GitQuestion(GitCommand.Running git) {
        this.git = git;
    }

    /**
     * Asks.
     *
     * @throws IOException if git cannot be started
     */
    static <T> GitQuestion<T> ask(GitCommand command, GitInvocation invocation, Reading<T> reading) throws IOException {
        GitQuestion<T> question = new GitQuestion<>(command.start(invocation));
        // A thread of its own: reading from a process cannot be interrupted.
        Thread reader = new Thread(() -> question.read(reading), "what git answers");
        reader.setDaemon(true);
        reader.start();
        return question;
    }

    private void read(Reading<T> reading) {
        try (InputStream out = git.output()) {
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
            answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return git.exitCode(PATIENCE);
        } catch (ExecutionException | TimeoutException e) {
            // Without git's answer every file is read, which gives an answer, too.
            return -1;
        }
    }

    /** Ends git, where it has not ended. */
    @Override
    public void close() {
        git.close();
    }
}
