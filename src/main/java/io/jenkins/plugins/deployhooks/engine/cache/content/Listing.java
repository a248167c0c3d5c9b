package io.jenkins.plugins.deployhooks.engine.cache.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Lists everything below a directory. */
final class Listing {
    private static final String GIT = ".git";

    private final Predicate<String> excluded;

    /** @param excluded says of a path relative to the directory whether it, and all below it, is left out */
    Listing(Predicate<String> excluded) {
        this.excluded = excluded;
    }

    /**
     * Everything below {@code start}, sorted by path; what is called {@code .git} is left out.
     *
     * @param start a directory of the tree, with its path in it; the path of the root is empty
     * @throws IOException if a directory cannot be read
     */
    List<Listed> below(Listed start) throws IOException, InterruptedException {
        List<Listed> all = new ArrayList<>();
        List<Listed> level = List.of(start);
        try {
            while (!level.isEmpty()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                List<Listed> found = level.parallelStream()
                        .map(this::children)
                        .flatMap(List::stream)
                        .toList();
                all.addAll(found);
                level = found.stream()
                        .filter(one -> one.stat().kind() == FileStat.Kind.DIRECTORY)
                        .toList();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        all.sort(null);
        return all;
    }

    private List<Listed> children(Listed directory) {
        String prefix = directory.path().isEmpty() ? "" : directory.path() + "/";
        List<Listed> children = new ArrayList<>();
        try (DirectoryStream<Path> names = Files.newDirectoryStream(directory.file())) {
            for (Path file : names) {
                String path = prefix + RawNames.last(file);
                if (!path.equals(GIT) && !path.endsWith("/" + GIT) && !excluded.test(path)) {
                    add(children, path, file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw new UncheckedIOException(e.getCause());
        } catch (NoSuchFileException e) {
            if (directory.path().isEmpty()) {
                throw new UncheckedIOException(e);
            }
            // Removed since it was looked at, with all below it; that the whole tree is missing is told.
            return children;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return children;
    }

    private static void add(List<Listed> children, String path, Path file) throws IOException {
        try {
            children.add(new Listed(path, file, FileStat.of(file)));
        } catch (NoSuchFileException e) {
            // Removed between the listing and the look: it is not there, which is what the digest will say.
            return;
        }
    }
}
