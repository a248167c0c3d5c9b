package io.jenkins.plugins.deployhooks.agent.workspace;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.InflaterInputStream;

/**
 * Which commit a checkout of git is of, read from its files: there may be no git on the machine. A merge that was made there is
 * a commit of its own; the commits that it merges are told, too.
 */
final class GitHead {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{64}|[0-9a-f]{40}");
    private static final Pattern PARENT = Pattern.compile("^parent ([0-9a-f]{40,64})$", Pattern.MULTILINE);
    private static final int LARGEST = 1 << 16;
    private static final int MOST_PARENTS = 20;

    private final Path git;
    private final Path common;

    private GitHead(Path git, Path common) {
        this.git = git;
        this.common = common;
    }

    /** The commit of {@code checkout}, a directory with {@code .git}, and its parents where they are known; none: not known. */
    static List<String> commits(Path checkout) {
        try {
            Path git = checkout.resolve(".git");
            if (Files.isRegularFile(git)) {
                // Of a submodule, or of another working tree.
                git = checkout.resolve(
                                text(git).replaceFirst("^gitdir:\\s*", "").strip())
                        .normalize();
            }
            Path common = git.resolve("commondir");
            return new GitHead(
                            git,
                            Files.isRegularFile(common)
                                    ? git.resolve(text(common).strip()).normalize()
                                    : git)
                    .commits();
        } catch (IOException | InvalidPathException e) {
            return List.of();
        }
    }

    private List<String> commits() throws IOException {
        String head = text(git.resolve("HEAD")).strip();
        String commit =
                head.startsWith("ref:") ? branch(head.substring("ref:".length()).strip()) : head;
        if (commit == null || !COMMIT.matcher(commit).matches()) {
            return List.of();
        }
        List<String> commits = new ArrayList<>(List.of(commit));
        Path object = common.resolve("objects").resolve(commit.substring(0, 2)).resolve(commit.substring(2));
        if (Files.isRegularFile(object)) {
            try (InputStream in = new InflaterInputStream(Files.newInputStream(object))) {
                String written = new String(in.readNBytes(LARGEST), StandardCharsets.ISO_8859_1);
                Matcher parents = PARENT.matcher(written.split("\n\n", 2)[0].replace('\0', '\n'));
                while (parents.find() && commits.size() < MOST_PARENTS) {
                    commits.add(parents.group(1));
                }
            }
        }
        return commits;
    }

    @CheckForNull
    private String branch(String name) throws IOException {
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

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
        }
    }
}
