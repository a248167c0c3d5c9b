package io.jenkins.plugins.deployhooks.engine.cache.content;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A directory of files that remember what trees were like. Those that go are made anew when they are needed. */
public final class Indexes {
    private static final System.Logger LOGGER = System.getLogger(Indexes.class.getName());

    private final Path directory;
    private final Duration age;
    private final long bytes;

    private record Index(Path file, Instant used, long bytes) {}

    /**
     * In {@code directory}, which is made when needed and holds nothing else.
     *
     * @param age how long one is kept that nobody uses
     * @param bytes that all may have together
     */
    public Indexes(Path directory, Duration age, long bytes) {
        this.directory = directory;
        this.age = age;
        this.bytes = bytes;
    }

    /**
     * The file called {@code name}, which is used now and need not be there. Others that are too old, or too much, go: the
     * least recently used ones first.
     *
     * @throws IOException if there can be no such file
     */
    public Path use(String name) throws IOException {
        Path file = Files.createDirectories(directory).resolve(name);
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (NoSuchFileException e) {
            // Nobody has made it yet.
        }
        try {
            tidy(file);
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "old files stay in " + directory, e);
        }
        return file;
    }

    private void tidy(Path used) throws IOException {
        Instant oldest = Instant.now().minus(age);
        long sum = 0;
        for (Index index : mostRecentFirst()) {
            sum += index.bytes();
            if (!index.file().equals(used) && (sum > bytes || index.used().isBefore(oldest))) {
                Files.deleteIfExists(index.file());
            }
        }
    }

    private List<Index> mostRecentFirst() throws IOException {
        List<Index> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                try {
                    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
                    all.add(new Index(file, found.lastModifiedTime().toInstant(), found.size()));
                } catch (NoSuchFileException e) {
                    // Somebody else has just removed it.
                }
            }
        }
        all.sort(Comparator.comparing(Index::used).reversed().thenComparing(Index::file));
        return all;
    }
}
