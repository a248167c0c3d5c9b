package io.jenkins.plugins.deployhooks.agent.archive;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Launcher;
import hudson.Proc;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployhooks.engine.cache.git.GitCommand;
import io.jenkins.plugins.deployhooks.engine.cache.git.GitInvocation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The git of an agent, started by the agent itself: never in a container, where there may be none. */
final class NodeGit implements GitCommand {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LONGEST = 200;
    private static final long POLL_MILLIS = 5;

    @Override
    public Running start(GitInvocation invocation) throws IOException {
        Map<String, String> env = new HashMap<>();
        // launchers expand what looks like a variable, and an empty value takes a variable away
        invocation.environment().forEach((name, value) -> env.put(name, value.replace("$", "$$")));
        invocation.without().forEach(name -> env.put(name, ""));
        Proc proc = new Launcher.LocalLauncher(TaskListener.NULL)
                .launch()
                .cmds(invocation.command())
                .envs(env)
                .quiet(true)
                .readStdout()
                .stderr(OutputStream.nullOutputStream())
                .start();
        return new Started(proc);
    }

    /** The full id of the commit that {@code directory} is checked out of; null: not known. */
    @CheckForNull
    static String commit(Path directory) throws InterruptedException {
        GitInvocation question = new GitInvocation(directory, List.of("rev-parse", "-q", "HEAD", "HEAD:./"));
        try (Running git = new NodeGit().start(question);
                InputStream output = git.output()) {
            // Two lines: a directory that only lies in some other repository has no tree there.
            String said = new String(output.readNBytes(LONGEST), StandardCharsets.US_ASCII).split("\n", 2)[0];
            return git.exitCode(PATIENCE) == 0 && COMMIT.matcher(said).matches() ? said : null;
        } catch (IOException e) {
            // No git on this machine.
            return null;
        }
    }

    private record Started(Proc proc) implements Running {
        @Override
        public InputStream output() {
            return proc.getStdout();
        }

        @Override
        public int exitCode(Duration patience) throws InterruptedException {
            long end = System.nanoTime() + patience.toNanos();
            try {
                while (proc.isAlive()) {
                    if (System.nanoTime() - end > 0) {
                        return -1;
                    }
                    Thread.sleep(POLL_MILLIS);
                }
                return proc.join();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                if (proc.isAlive()) {
                    proc.kill();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
