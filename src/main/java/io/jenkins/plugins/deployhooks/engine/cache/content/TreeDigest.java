package io.jenkins.plugins.deployhooks.engine.cache.content;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Digests of the files of a directory: of their names, of whether they are executable, and of their contents, whatever
 * the order the system lists them in. What is called {@code .git} does not count.
 */
public final class TreeDigest {
    private static final int AT_ONCE = 2048;

    private final Path root;
    private final Predicate<String> excluded;

    @CheckForNull
    private final Path index;

    /**
     * @param root the directory
     * @param excluded says of a path relative to it whether it, and all below it, is left out; with slashes
     * @param index the file that remembers what was read; null: every file is read
     */
    public TreeDigest(Path root, Predicate<String> excluded, @CheckForNull Path index) {
        this.root = root;
        this.excluded = excluded;
        this.index = index;
    }

    /**
     * What was found.
     *
     * @param digest SHA-256 in hexadecimal digits
     * @param files how many files there are
     * @param read how many of them had to be read
     */
    public record Found(String digest, int files, int read) {}

    /**
     * The digest of everything below the root.
     *
     * @throws IOException if something cannot be read, with a message for people
     */
    public Found ofAll() throws IOException, InterruptedException {
        return of(new Listing(excluded).below(new Listed("", root, FileStat.of(root))), index);
    }

    /**
     * The digest of some files and directories, and of whether they are there at all.
     *
     * @param paths relative to the root
     */
    public Found of(Iterable<String> paths) throws IOException, InterruptedException {
        List<Listed> all = new ArrayList<>();
        MessageDigest missing = FileDigests.sha256();
        TreeSet<String> sorted = new TreeSet<>();
        paths.forEach(path -> sorted.add(path.endsWith("/") ? path.substring(0, path.length() - 1) : path));
        for (String path : sorted) {
            Path file = root.resolve(path);
            if (excluded.test(path)) {
                continue;
            }
            try {
                Listed listed = new Listed(path, file, FileStat.of(file));
                all.add(listed);
                if (listed.stat().kind() == FileStat.Kind.DIRECTORY) {
                    all.addAll(new Listing(excluded).below(listed));
                }
            } catch (NoSuchFileException e) {
                missing.update((path + "\0").getBytes(StandardCharsets.UTF_8));
            }
        }
        all.sort(null);
        Found found = of(all, null);
        String both = FileDigests.ofTexts(List.of(found.digest(), HexFormat.of().formatHex(missing.digest())));
        return new Found(both, found.files(), found.read());
    }

    private Found of(List<Listed> all, @CheckForNull Path remembered) throws IOException, InterruptedException {
        StatIndex before = remembered == null ? StatIndex.empty() : StatIndex.read(remembered);
        List<byte[]> digests = new ArrayList<>(all.size());
        List<Integer> unknown = new ArrayList<>();
        List<Listed> files = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Listed one = all.get(i);
            byte[] known =
                    one.stat().kind() == FileStat.Kind.FILE ? before.digest(one).orElse(null) : null;
            digests.add(known);
            if (known == null && one.stat().kind() != FileStat.Kind.DIRECTORY) {
                unknown.add(i);
            }
            if (one.stat().kind() == FileStat.Kind.FILE) {
                files.add(one);
            }
        }
        long taken = remembered == null ? 0 : StatIndex.now(remembered);
        read(all, unknown, digests);
        boolean stale = files.size() != before.size()
                || unknown.stream().anyMatch(i -> all.get(i).stat().kind() == FileStat.Kind.FILE);
        if (remembered != null && stale) {
            List<byte[]> contents = IntStream.range(0, all.size())
                    .filter(i -> all.get(i).stat().kind() == FileStat.Kind.FILE)
                    .mapToObj(digests::get)
                    .toList();
            StatIndex.write(remembered, taken, files, contents);
        }
        return new Found(combine(all, digests), files.size(), unknown.size());
    }

    private static void read(List<Listed> all, List<Integer> unknown, List<byte[]> digests)
            throws IOException, InterruptedException {
        for (int from = 0; from < unknown.size(); from += AT_ONCE) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            List<Integer> some = unknown.subList(from, Math.min(from + AT_ONCE, unknown.size()));
            try {
                // Each index is set by one thread only, in a list that has its full size already.
                some.parallelStream().forEach(i -> digests.set(i, digest(all.get(i))));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
    }

    private static byte[] digest(Listed file) {
        try {
            return FileDigests.of(file.file(), file.stat().kind());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String combine(List<Listed> all, List<byte[]> digests) {
        MessageDigest whole = FileDigests.sha256();
        for (int i = 0; i < all.size(); i++) {
            Listed one = all.get(i);
            boolean executable =
                    one.stat().kind() == FileStat.Kind.FILE && one.stat().executable();
            whole.update((byte) (one.stat().kind().ordinal() * 2 + (executable ? 1 : 0)));
            byte[] path = one.path().getBytes(StandardCharsets.UTF_8);
            whole.update((byte) (path.length >>> 8));
            whole.update((byte) path.length);
            whole.update(path);
            byte[] digest = digests.get(i);
            if (digest != null) {
                whole.update(digest);
            }
        }
        return HexFormat.of().formatHex(whole.digest());
    }
}
