package io.jenkins.plugins.deployhooks.local.git;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A repository on this machine, as git knows it. */
public final class GitCheckout {
    private static final int PATIENCE_SECONDS = 20;

    private final Path root;

    /** The repository at {@code root}, which need not be one of git. */
    public GitCheckout(Path root) {
        this.root = root;
    }

    /** The branch; null where none is checked out, where this is no repository of git, or where there is no git. */
    @CheckForNull
    public String branch() {
        return git("symbolic-ref", "--short", "-q", "HEAD");
    }

    /** The full id of the commit; null where there is none, as above. */
    @CheckForNull
    public String commit() {
        return git("rev-parse", "-q", "--verify", "HEAD");
    }

    /** What git answers; null where this is no repository, or where there is no git. */
    @CheckForNull
    private String git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectInput(new File(windows() ? "NUL" : "/dev/null"))
                    .start();
            String answer;
            try (InputStream out = process.getInputStream()) {
                answer = new String(out.readNBytes(4096), StandardCharsets.UTF_8).strip();
            }
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return null;
            }
            return process.exitValue() == 0 && !answer.isEmpty() ? answer : null;
        } catch (IOException e) {
            // No git on this machine: a deployment does not need one.
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static boolean windows() {
        return File.separatorChar == '\\';
    }
}
