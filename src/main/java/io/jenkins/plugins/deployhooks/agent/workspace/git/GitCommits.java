package io.jenkins.plugins.deployhooks.agent.workspace.git;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/** The commits of a repository: each in a file of its own, or in packs, or in repositories that this one borrows from. */
final class GitCommits {
    /** In bytes. No commit of people is larger. */
    static final int LARGEST = 1 << 18;

    private static final int MOST_PLACES = 10;
    private static final int MOST_PACKS = 1000;
    private static final String KIND = "commit ";

    private final List<Path> places = new ArrayList<>();

    /** The one that had the last commit comes first: it has most of them. */
    private final List<GitPack> packs = new ArrayList<>();

    private final GitBudget budget = new GitBudget();

    /**
     * @param objects the directory {@code objects} of a repository
     * @throws IOException if it cannot be read
     */
    GitCommits(Path objects) throws IOException {
        add(objects);
        for (int i = 0; i < places.size(); i++) {
            Path borrows = places.get(i).resolve("info").resolve("alternates");
            if (Files.isRegularFile(borrows)) {
                for (String line : GitHead.text(borrows).lines().toList()) {
                    add(places.get(i).resolve(line).normalize());
                }
            }
        }
    }

    private void add(Path objects) throws IOException {
        if (places.contains(objects) || places.size() == MOST_PLACES || !Files.isDirectory(objects)) {
            return;
        }
        places.add(objects);
        Path directory = objects.resolve("pack");
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> indices = Files.newDirectoryStream(directory, "*.idx")) {
                for (Path index : indices) {
                    if (packs.size() < MOST_PACKS) {
                        packs.add(new GitPack(index));
                    }
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
    }

    /** The text of the commit {@code id}; null: it is not there, or cannot be read. */
    @CheckForNull
    String text(String id) {
        try {
            for (Path place : places) {
                Path file = place.resolve(id.substring(0, 2)).resolve(id.substring(2));
                if (Files.isRegularFile(file)) {
                    return loose(file);
                }
            }
            return packed(HexFormat.of().parseHex(id));
        } catch (IOException | InvalidPathException e) {
            return null; // as one that is not there: nobody is told anything of it
        }
    }

    @CheckForNull
    private String loose(Path file) throws IOException {
        if (budget.isSpent() || Files.size(file) > LARGEST) {
            return null;
        }
        try (InputStream in = new InflaterInputStream(Files.newInputStream(file))) {
            String written = new String(in.readNBytes(LARGEST), StandardCharsets.ISO_8859_1);
            budget.take(written.length());
            return written.startsWith(KIND) ? written.substring(written.indexOf('\0') + 1) : null;
        }
    }

    @CheckForNull
    private String packed(byte[] id) {
        for (GitPack pack : List.copyOf(packs)) {
            Optional<byte[]> found;
            if (budget.isSpent()) {
                return null;
            }
            try {
                found = pack.commit(id, budget);
            } catch (IOException e) {
                continue; // another one may have it, too
            }
            if (found.isPresent()) {
                packs.remove(pack);
                packs.add(0, pack);
                return new String(found.get(), StandardCharsets.ISO_8859_1);
            }
        }
        return null;
    }
}
