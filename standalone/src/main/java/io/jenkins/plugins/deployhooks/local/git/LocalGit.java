package io.jenkins.plugins.deployhooks.local.git;

import io.jenkins.plugins.deployhooks.engine.cache.git.GitCommand;
import io.jenkins.plugins.deployhooks.engine.cache.git.GitInvocation;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The git of this machine. */
public final class LocalGit implements GitCommand {
    @Override
    public Running start(GitInvocation invocation) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(invocation.command())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(new File(File.separatorChar == '\\' ? "NUL" : "/dev/null"));
        builder.environment().keySet().removeAll(invocation.without());
        builder.environment().putAll(invocation.environment());
        return new Started(builder.start());
    }

    private record Started(Process process) implements Running {
        @Override
        public InputStream output() {
            return process.getInputStream();
        }

        @Override
        public int exitCode(Duration patience) throws InterruptedException {
            return process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS) ? process.exitValue() : -1;
        }

        @Override
        public void close() {
            if (process.isAlive()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }
}
