package io.jenkins.plugins.deployhooks.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.load.Loaded;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.Planner;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A repository on this machine: what git knows of it, and the plan for it. */
final class Checkout {
    private static final int PATIENCE_SECONDS = 20;

    private final Path root;
    private final Map<String, String> env;
    private final Facts.Source source;

    Checkout(Path root, Map<String, String> env) {
        this.root = root;
        this.env = env;
        String branch = git("symbolic-ref", "--short", "-q", "HEAD");
        this.source = new Facts.Source(branch, git("rev-parse", "-q", "--verify", "HEAD"), null);
    }

    Facts.Source source() {
        return source;
    }

    Plan plan(Loaded loaded) {
        Facts facts = new Facts(source, env, Facts.NONE.archive(), Facts.NONE.bounds());
        return Planner.plan(loaded.definition(), loaded.profile(), facts);
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
