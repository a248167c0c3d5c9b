package io.jenkins.plugins.deployhooks.local.git;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.key.TreeId;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the git of this machine says of a directory; nothing where there is no git, or no commit yet. */
public final class GitTree implements TreeId {
    private static final int PATIENCE_SECONDS = 60;
    private static final int STATUS = 3; // two letters and a blank stand in front of a path

    /** Set inside of a hook of git, they would mean that hook's repository. */
    private static final List<String> OF_OTHERS =
            List.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR");

    @Override
    @CheckForNull
    public Checkout of(Path directory) throws InterruptedException {
        Process head = null;
        Process status = null;
        try {
            // At the same time: the second one takes as long as git needs to look at every file.
            head = git(directory, "rev-parse", "--show-prefix", "HEAD:./");
            status = git(
                    directory,
                    "status",
                    "--porcelain",
                    "-z",
                    "--no-renames",
                    "--untracked-files=normal",
                    "--ignore-submodules=none",
                    "--",
                    ".");
            String changes = answer(status);
            String said = answer(head);
            if (said == null || changes == null) {
                return null;
            }
            // Two lines: where the directory is in the repository, which may be empty, and the id of its tree.
            String[] lines = said.split("\n");
            return lines.length == 2 ? new Checkout(lines[1], paths(changes, lines[0])) : null;
        } catch (IOException e) {
            // No git on this machine: every file is read instead.
            return null;
        } finally {
            stop(head);
            stop(status);
        }
    }

    /** The paths of {@code git status}, which are relative to the root of the repository. */
    private static List<String> paths(String status, String prefix) {
        List<String> paths = new ArrayList<>();
        for (String line : status.split("\0")) {
            if (line.length() > STATUS) {
                String path = line.substring(STATUS);
                paths.add(path.startsWith(prefix) ? path.substring(prefix.length()) : path);
            }
        }
        return paths;
    }

    private static Process git(Path directory, String... arguments) throws IOException {
        // Without optional locks: a deployment must not get in the way of somebody who works in the checkout.
        List<String> command = new ArrayList<>(List.of("git", "--no-optional-locks", "-C", directory.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(new File(File.separatorChar == '\\' ? "NUL" : "/dev/null"));
        builder.environment().keySet().removeAll(OF_OTHERS);
        return builder.start();
    }

    /** What git wrote; null: it failed. */
    @CheckForNull
    private static String answer(Process process) throws IOException, InterruptedException {
        String text;
        try (InputStream out = process.getInputStream()) {
            text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
        return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0 ? text : null;
    }

    private static void stop(@CheckForNull Process process) {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
