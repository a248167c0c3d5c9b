package io.jenkins.plugins.deployhooks.agent.workspace.git;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which commit a checkout of git is of, read from its files: there may be no git on the machine. A merge that was made there is
 * a commit of its own, and there may be commits on top of it: those before are told, too, the nearest first.
 *
 * @param commits the commit, and those before; none: not known
 * @param whole whether there are no others before, or very many; otherwise some could not be read
 */
public record GitHead(List<String> commits, boolean whole) {
    private static final GitHead UNKNOWN = new GitHead(List.of(), false);
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{64}|[0-9a-f]{40}");
    private static final Pattern PARENT = Pattern.compile("^parent ([0-9a-f]{40,64})$", Pattern.MULTILINE);
    private static final int LARGEST = 1 << 16;
    private static final int MOST_COMMITS = 200;

    /** That of {@code checkout}, a directory with {@code .git}. */
    public static GitHead of(Path checkout) {
        try {
            Path git = checkout.resolve(".git");
            if (Files.isRegularFile(git)) {
                // Of a submodule, or of another working tree.
                git = checkout.resolve(
                                text(git).replaceFirst("^gitdir:\\s*", "").strip())
                        .normalize();
            }
            Path common = git.resolve("commondir");
            common = Files.isRegularFile(common)
                    ? git.resolve(text(common).strip()).normalize()
                    : git;
            String head = text(git.resolve("HEAD")).strip();
            String commit = head.startsWith("ref:")
                    ? branch(head.substring("ref:".length()).strip(), git, common)
                    : head;
            return commit == null || !COMMIT.matcher(commit).matches()
                    ? UNKNOWN
                    : before(commit, new GitCommits(common.resolve("objects")));
        } catch (IOException | InvalidPathException e) {
            return UNKNOWN;
        }
    }

    private static GitHead before(String head, GitCommits all) {
        List<String> commits = new ArrayList<>(List.of(head));
        boolean whole = true;
        for (int i = 0; i < commits.size() && commits.size() < MOST_COMMITS; i++) {
            String commit = all.text(commits.get(i));
            if (commit == null) {
                whole = false;
                continue;
            }
            Matcher parents = PARENT.matcher(commit.split("\n\n", 2)[0]);
            while (parents.find()) {
                if (!commits.contains(parents.group(1))) {
                    commits.add(parents.group(1));
                }
            }
        }
        return new GitHead(List.copyOf(commits), whole);
    }

    @CheckForNull
    private static String branch(String name, Path git, Path common) throws IOException {
        for (Path directory : List.of(git, common)) {
            Path file = directory.resolve(name);
            if (Files.isRegularFile(file)) {
                return text(file).strip();
            }
        }
        Path packed = common.resolve("packed-refs");
        return Files.isRegularFile(packed)
                ? text(packed)
                        .lines()
                        .filter(line -> line.endsWith(" " + name))
                        .map(line -> line.substring(0, line.length() - name.length() - 1))
                        .findFirst()
                        .orElse(null)
                : null;
    }

    /** The beginning of a file that git has written; whoever opens a pipe waits until somebody writes. */
    static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
        }
    }
}
