package io.jenkins.plugins.deployhooks.engine.cache.git;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.key.TreeId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which files of a checkout are not as in certain commits. Asked where the checkout is, as {@link GitTree} is. */
public final class GitChanges {
    /** More are not compared one by one. */
    private static final int MOST_PATHS = 20_000;

    /** Characters of all of their names. */
    private static final int MOST_TEXT = 1 << 21;

    private static final int MOST_PREFIX = 4096;

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final String[] HEAD = {"rev-parse", "-q", "--show-prefix", "HEAD", "HEAD:./"};
    private static final int LINES = 3;
    private static final String SUBMODULE = "160000";

    private final GitCommand git;

    /** @param git starts git where the directories are */
    public GitChanges(GitCommand git) {
        this.git = git;
    }

    /**
     * An answer. Paths are relative to the directory and with slashes; one with a slash at its end stands for anything below.
     *
     * @param commit the full id of the commit that is checked out; null: not known
     * @param prefix where the directory is in the repository, with a slash at the end; empty: it is its root
     * @param uncommitted files that are not as in that commit, but for those that git ignores; null: not known
     * @param changed files that are not as in one of the other commits, without uncommitted ones; null: not known
     * @param obstacle why something is not known, for people; empty: all is
     */
    public record Found(
            @CheckForNull String commit,
            String prefix,
            @CheckForNull List<String> uncommitted,
            @CheckForNull List<String> changed,
            String obstacle) {
        /** Nothing, because of {@code obstacle}. */
        public static Found nothing(String obstacle) {
            return new Found(null, "", null, null, obstacle);
        }

        /**
         * The same, from somebody who is not believed.
         *
         * @throws IOException if it is none that git gives
         */
        public Found checked() throws IOException {
            boolean place = prefix != null && prefix.length() <= MOST_PREFIX;
            if (!place || obstacle == null || commit != null && !isCommit(commit)) {
                throw new IOException("what is said of the checkout is no answer of git");
            }
            if (isTooMuch(uncommitted) || isTooMuch(changed)) {
                throw new IOException("it is said that too many files have changed");
            }
            return this;
        }
    }

    /** Whether {@code text} can be the full id of a commit. */
    public static boolean isCommit(String text) {
        return COMMIT.matcher(text).matches();
    }

    private static boolean isTooMuch(@CheckForNull Collection<String> paths) {
        return paths != null
                && (paths.size() > MOST_PATHS
                        || paths.stream().anyMatch(Objects::isNull)
                        || paths.stream().mapToLong(String::length).sum() > MOST_TEXT);
    }

    /**
     * Compares what is checked out at {@code directory} with {@code commits}.
     *
     * @param directory the root of the repository of a definition, which may be below that of git
     * @param commits full ids
     */
    public Found of(Path directory, Collection<String> commits) throws InterruptedException {
        try (GitQuestion<String> question = ask(directory, GitChanges::text, HEAD)) {
            String said = question.answer();
            String[] lines = said == null ? new String[0] : said.split("\n");
            // Without a tree of its own the directory only lies in some other repository.
            if (lines.length != LINES || !isCommit(lines[1])) {
                return Found.nothing("there is no checkout of git, or no git");
            }
            TreeId.Checkout checkout = new GitTree(git).of(directory);
            if (checkout == null || isTooMuch(checkout.changes())) {
                return new Found(
                        lines[1],
                        lines[0],
                        null,
                        null,
                        checkout == null
                                ? "git cannot be asked which files are not as in the commit"
                                : "too many files are not as in the commit");
            }
            List<String> changes = withSubmodules(directory, checkout.changes());
            return compare(directory, new Found(lines[1], lines[0], changes, null, ""), commits);
        } catch (IOException e) {
            return Found.nothing("there is no git: " + e.getMessage());
        }
    }

    /** For git a submodule is one path; which of its files are others now it does not know here. */
    private static List<String> withSubmodules(Path directory, Collection<String> changes) {
        List<String> all = new ArrayList<>(changes);
        for (String path : changes) {
            if (!path.endsWith("/") && Files.isDirectory(directory.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
                all.add(path + "/");
            }
        }
        return all;
    }

    private Found compare(Path directory, Found here, Collection<String> commits)
            throws IOException, InterruptedException {
        Set<String> changed = new TreeSet<>();
        String obstacle = "";
        for (String commit : commits) {
            if (!commit.equals(here.commit())) {
                // Nothing but an id may come to where git expects one.
                List<String> paths = isCommit(commit) ? difference(directory, commit, here.commit()) : null;
                if (paths == null) {
                    obstacle = "git does not have commit " + commit.substring(0, Math.min(10, commit.length()))
                            + " here: the clone is shallow, or its history was replaced";
                    break;
                }
                changed.addAll(paths);
                if (isTooMuch(changed)) {
                    obstacle = "too many files have changed";
                    break;
                }
            }
        }
        return new Found(
                here.commit(),
                here.prefix(),
                here.uncommitted(),
                obstacle.isEmpty() ? List.copyOf(changed) : null,
                obstacle);
    }

    /** null: git cannot tell. */
    @CheckForNull
    private List<String> difference(Path directory, String from, String to) throws IOException, InterruptedException {
        String[] question = {
            "diff-tree", "-r", "-z", "--raw", "--no-renames", "--ignore-submodules=none", "--relative", from, to, "--"
        };
        try (GitQuestion<List<String>> difference = ask(directory, GitNames::all, question)) {
            List<String> said = difference.answer();
            if (said == null || said.size() % 2 != 0) {
                return null;
            }
            Set<String> paths = new TreeSet<>();
            for (int i = 0; i < said.size(); i += 2) {
                String path = said.get(i + 1);
                paths.add(path);
                if (said.get(i).contains(SUBMODULE)) {
                    // Of another commit of a submodule git does not know here what is in it.
                    paths.add(path + "/");
                }
            }
            return List.copyOf(paths);
        }
    }

    private <T> GitQuestion<T> ask(Path directory, GitQuestion.Reading<T> reading, String... arguments)
            throws IOException {
        return GitQuestion.ask(git, new GitInvocation(directory, List.of(arguments)), reading);
    }

    private static String text(InputStream out) throws IOException {
        return new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
}
