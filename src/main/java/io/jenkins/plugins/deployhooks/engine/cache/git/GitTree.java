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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What git says of a directory; nothing where there is no git, or no commit yet, or where asking would start programs that
 * the repository itself names. The directory is read, too, so this runs on the machine where it is.
 */
public final class GitTree implements TreeId {
    private static final int NO_SUCH_SETTING = 1;
    private static final int STATUS = 3; // two letters and a blank stand in front of a path
    private static final long POINTER = 1024; // a file that stands for a large one is smaller

    private static final String[] HEAD = {"rev-parse", "--show-prefix", "HEAD:./"};

    /** Files one by one: of a directory nobody could tell which of its files are ignored. */
    private static final String[] STATUS_QUESTION = {
        "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignore-submodules=dirty", "--", "."
    };

    /** All with a value for the attribute {@code filter}. */
    private static final String[] FILTERED = {"ls-files", "-z", "--", ":(exclude,attr:!filter)"};

    private final GitCommand git;

    /** @param git starts git where the directories are */
    public GitTree(GitCommand git) {
        this.git = git;
    }

    @Override
    @CheckForNull
    public Checkout of(Path directory) throws InterruptedException {
        try (GitQuestion<GitConversions> settings = ask(directory, GitConversions::read, GitConversions.QUESTION);
                GitQuestion<String> head = ask(directory, GitTree::text, HEAD);
                GitQuestion<GitIndex> index = ask(directory, GitIndex::read, GitIndex.QUESTION)) {
            GitConversions conversions = conversions(settings);
            if (conversions == null || conversions.foreignFilters()) {
                return null;
            }
            try (GitQuestion<List<String>> status = ask(directory, GitNames::all, STATUS_QUESTION)) {
                // Two lines: where the directory is in the repository, which may be empty, and the id of its tree.
                String said = head.answer();
                String[] lines = said == null ? new String[0] : said.split("\n");
                GitIndex known = index.answer();
                List<String> changes = status.answer();
                if (lines.length != 2 || known == null || changes == null) {
                    return null;
                }
                Set<String> all = new LinkedHashSet<>(paths(changes, lines[0]));
                all.addAll(known.unwatched());
                for (String submodule : known.submodules()) {
                    all.addAll(submodule(directory, submodule));
                }
                if (hasFilters(directory, known, lines[0])) {
                    all.addAll(pointers(directory));
                }
                return new Checkout(lines[1] + conversions.text(), List.copyOf(all));
            }
        } catch (IOException e) {
            // No git on this machine, or an answer that cannot be used: every file is read instead.
            return null;
        }
    }

    private <T> GitQuestion<T> ask(Path directory, GitQuestion.Reading<T> reading, String... arguments)
            throws IOException {
        return GitQuestion.ask(git, new GitInvocation(directory, List.of(arguments)), reading);
    }

    private static String text(InputStream out) throws IOException {
        return new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** null: this git cannot tell. */
    @CheckForNull
    private static GitConversions conversions(GitQuestion<GitConversions> settings) throws InterruptedException {
        return settings.exitCode() == NO_SUCH_SETTING ? GitConversions.NONE : settings.answer();
    }

    /** The paths of {@code git status}, which are relative to the root of the repository. */
    private static List<String> paths(List<String> changes, String prefix) {
        List<String> paths = new ArrayList<>();
        for (String change : changes) {
            String path = change.substring(STATUS);
            paths.add(path.startsWith(prefix) ? path.substring(prefix.length()) : path);
        }
        return paths;
    }

    /** What of a submodule is not as in its commit. Git would ask it with the programs of its own configuration. */
    private List<String> submodule(Path directory, String path) throws InterruptedException {
        Path root = directory.resolve(path);
        boolean there = Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS) && Files.exists(root.resolve(".git"));
        Checkout checkout = there ? of(root) : null;
        // One that is not checked out has the same commit, and no files.
        return checkout == null
                ? List.of(path)
                : checkout.changes().stream().map(change -> path + "/" + change).toList();
    }

    /** Whether files of this directory may be what a filter, such as that of LFS, made of them. */
    private static boolean hasFilters(Path directory, GitIndex index, String prefix) throws IOException {
        List<Path> files = new ArrayList<>();
        index.attributes().forEach(path -> files.add(directory.resolve(path)));
        Path above = directory.toRealPath();
        for (long depth = prefix.chars().filter(c -> c == '/').count(); depth > 0; depth--) {
            above = Objects.requireNonNull(above.getParent(), "the prefix is that long");
            files.add(above.resolve(GitIndex.ATTRIBUTES));
        }
        for (Path file : files) {
            // Of what is not there, or no text, git makes no filter either.
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("filter")) {
                return true;
            }
        }
        return false;
    }

    /** Small files with a filter: whether they are what it made, or what it should have replaced, git does not tell. */
    private List<String> pointers(Path directory) throws IOException, InterruptedException {
        try (GitQuestion<List<String>> question = ask(directory, GitNames::all, FILTERED)) {
            List<String> filtered = question.answer();
            if (filtered == null) {
                throw new IOException("git does not know which files have a filter");
            }
            List<String> small = new ArrayList<>();
            for (String path : filtered) {
                Path file = directory.resolve(path);
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= POINTER) {
                    small.add(path);
                }
            }
            return small;
        }
    }
}
