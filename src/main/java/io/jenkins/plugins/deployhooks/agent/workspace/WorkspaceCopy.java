package io.jenkins.plugins.deployhooks.agent.workspace;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.platform.PlatformFiles;
import io.jenkins.plugins.deployhooks.engine.definition.source.ConventionDirectory;
import io.jenkins.plugins.deployhooks.engine.definition.source.DeployHooksFile;
import io.jenkins.plugins.deployhooks.engine.definition.yaml.RepositoryFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.io.FileUtils;

/**
 * What a definition is read from, copied to a directory of the controller: the files of definitions with their content,
 * scripts and directories as empty ones. So the definition of an agent is read by the same code, with the same limits, as
 * any other, and nothing that an agent sends is more than the content of a file.
 */
public final class WorkspaceCopy implements Closeable {
    private static final int MOST_FILES = 20_000;

    private final WorkspaceView workspace;
    private final Path directory;
    private final Path root;
    private final List<String> texts;
    private final Set<String> known = new HashSet<>();

    /**
     * Copies the files of definitions.
     *
     * @param workspace tells what is in the root of the repository
     * @param file the path of a file to copy in place of deploy-hooks.yml; null: that one
     * @throws IOException if the agent cannot be asked
     */
    public WorkspaceCopy(WorkspaceView workspace, @CheckForNull String file) throws IOException, InterruptedException {
        this.workspace = workspace;
        this.directory = Files.createTempDirectory("deploy-hooks");
        this.root = Files.createDirectory(directory.resolve("workspace"));
        this.texts = new ArrayList<>(List.of(DeployHooksFile.NAME, DeployHooksFile.OTHER_NAME));
        if (file != null) {
            texts.add(file);
        }
        try {
            copy(new ReadWorkspace(
                    texts,
                    List.of(ConventionDirectory.NAME, PlatformFiles.UPSUN),
                    Set.of(),
                    RepositoryFile.LARGEST + 1));
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The copy of the root of the repository. */
    public Path root() {
        return root;
    }

    /**
     * Copies more, as far as it was not asked for before.
     *
     * @param more files with their content
     * @param paths of which only the kind is wanted
     * @return whether anything was asked for, so that it is worth another look
     * @throws IOException if the agent cannot be asked
     */
    public boolean add(Set<String> more, Set<String> paths) throws IOException, InterruptedException {
        List<String> wanted =
                more.stream().filter(text -> !texts.contains(text)).toList();
        Set<String> looked = new HashSet<>(paths);
        looked.removeAll(known);
        if (wanted.isEmpty() && looked.isEmpty()) {
            return false;
        }
        texts.addAll(wanted);
        known.addAll(looked);
        for (String text : wanted) {
            // Of some files only the name is known so far.
            Path place = place(text);
            if (place != null && Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(place);
            }
        }
        copy(new ReadWorkspace(wanted, List.of(), looked, RepositoryFile.LARGEST + 1));
        return true;
    }

    private void copy(ReadWorkspace look) throws IOException, InterruptedException {
        take(workspace.look(look));
    }

    /** Copies what an agent has told. */
    void take(WorkspaceFacts facts) throws IOException {
        if (facts.kinds().size() > MOST_FILES) {
            throw new IOException("the agent told of more than " + MOST_FILES + " files of its workspace");
        }
        // Directories before what is in them.
        for (Map.Entry<String, WorkspaceFacts.Kind> fact : facts.kinds().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList()) {
            Path place = place(fact.getKey());
            if (place != null && !Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                make(place, fact.getValue(), contentOf(fact.getKey(), facts));
            }
        }
    }

    private byte[] contentOf(String path, WorkspaceFacts facts) throws IOException {
        byte[] content = texts.contains(path) ? facts.contents().get(path) : null;
        if (content != null && content.length > RepositoryFile.LARGEST + 1) {
            throw new IOException("the agent sent more of " + path + " than it was asked for");
        }
        return content == null ? new byte[0] : content;
    }

    /** Where the copy of {@code path} goes; null where the path leads anywhere else. */
    @CheckForNull
    private Path place(String path) {
        try {
            Path place = root.resolve(path).normalize();
            return place.startsWith(root) && !place.equals(root) && isInside(place.getParent()) ? place : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** Whether no link of ours is on the way to {@code parent}. */
    private boolean isInside(@CheckForNull Path parent) {
        for (Path each = parent; each != null && !each.equals(root); each = each.getParent()) {
            if (Files.isSymbolicLink(each)) {
                return false;
            }
        }
        return true;
    }

    private void make(Path place, WorkspaceFacts.Kind kind, byte[] content) throws IOException {
        Files.createDirectories(Objects.requireNonNull(place.getParent()));
        switch (kind) {
            case FILE, PROGRAM -> {
                Files.write(place, content);
                if (kind == WorkspaceFacts.Kind.PROGRAM && !place.toFile().setExecutable(true)) {
                    throw new IOException("cannot make " + place + " executable");
                }
            }
            case DIRECTORY -> Files.createDirectory(place);
            // A link that leads out of the copy is told as one that leads out of the repository.
            case OUTSIDE -> Files.createSymbolicLink(place, directory);
            case OTHER -> Files.createSymbolicLink(place, root.resolve("nothing is here"));
        }
    }

    @Override
    public void close() throws IOException {
        FileUtils.deleteDirectory(directory.toFile());
    }
}
