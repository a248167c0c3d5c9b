package io.jenkins.plugins.deployhooks.local.git;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A repository on this machine, as git knows it. */
public final class GitCheckout {
    private static final int PATIENCE_SECONDS = 20;

    /** What git returns when the answer is that there is no branch or no commit; more is a fault. */
    private static final int NONE = 1;

    private final Path root;

    @CheckForNull
    private String fault;

    /** The repository at {@code root}, which need not be one of git. */
    public GitCheckout(Path root) {
        this.root = root;
    }

    /** The branch; null where none is checked out, where this is no repository of git, or where there is no git. */
    @CheckForNull
    public String branch() {
        return ask("symbolic-ref", "--short", "-q", "HEAD");
    }

    /** The full id of the commit; null where there is none, as above. */
    @CheckForNull
    public String commit() {
        return ask("rev-parse", "-q", "--verify", "HEAD");
    }

    /**
     * Why git could not answer what it was asked so far, in its own words; null where it could, or where this is no
     * repository, which is no fault.
     */
    @CheckForNull
    public String fault() {
        return fault;
    }

    /** What git answers; null where it has no answer. */
    @CheckForNull
    private String ask(String... arguments) {
        try {
            Answer answer = git(ProcessBuilder.Redirect.DISCARD, arguments);
            if (answer.exitCode() == 0) {
                return answer.text().isEmpty() ? null : answer.text();
            }
            if (answer.exitCode() != NONE && fault == null) {
                // Asked again, it says in one stream what it said in two.
                fault = reason(git(ProcessBuilder.Redirect.PIPE, arguments));
            }
        } catch (IOException e) {
            // No git on this machine: a deployment does not need one.
            if (Files.exists(root.resolve(".git"))) {
                fault = "git cannot be started";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    /** @param errors DISCARD; PIPE: into the answer */
    private Answer git(ProcessBuilder.Redirect errors, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(errors)
                .redirectErrorStream(errors == ProcessBuilder.Redirect.PIPE)
                .redirectInput(new File(windows() ? "NUL" : "/dev/null"));
        // The words by which it is known that there is no repository are English.
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        String text;
        try (InputStream out = process.getInputStream()) {
            text = new String(out.readNBytes(4096), StandardCharsets.UTF_8).strip();
        }
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return new Answer(NONE + 1, "git did not end in " + PATIENCE_SECONDS + " seconds");
        }
        return new Answer(process.exitValue(), text);
    }

    /** The line that says what is wrong; null where this is no repository. */
    @CheckForNull
    private static String reason(Answer answer) {
        if (answer.exitCode() <= NONE || answer.text().contains("not a git repository")) {
            return null;
        }
        List<String> lines = answer.text().lines().toList();
        return lines.stream()
                .filter(line -> line.startsWith("fatal: "))
                .map(line -> line.substring("fatal: ".length()))
                .findFirst()
                .orElse(lines.isEmpty() ? "it ended with exit code " + answer.exitCode() : lines.get(0));
    }

    private static boolean windows() {
        return File.separatorChar == '\\';
    }

    private record Answer(int exitCode, String text) {}
}
