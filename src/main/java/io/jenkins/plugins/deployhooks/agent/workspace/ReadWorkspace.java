package io.jenkins.plugins.deployhooks.agent.workspace;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deployhooks.agent.workspace.WorkspaceFacts.Kind;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jenkins.MasterToSlaveFileCallable;

/** Looks at files of a workspace: some with their content, some with their neighbours, some for what they are. */
public final class ReadWorkspace extends MasterToSlaveFileCallable<WorkspaceFacts> {
    private static final long serialVersionUID = 1L;

    /** The most names of one directory. */
    public static final int MOST_NAMES = 1001;

    private final ArrayList<String> texts;
    private final ArrayList<String> directories;
    private final ArrayList<String> paths;
    private final int largest;

    /**
     * What to look at; each path is relative to the workspace, with slashes.
     *
     * @param texts files whose content is wanted
     * @param directories whose names are wanted, and those of the directories in them
     * @param paths of which only the kind is wanted, and the names beside them
     * @param largest the most bytes of one file
     */
    public ReadWorkspace(List<String> texts, List<String> directories, Set<String> paths, int largest) {
        this.texts = new ArrayList<>(texts);
        this.directories = new ArrayList<>(directories);
        this.paths = new ArrayList<>(paths);
        this.largest = largest;
    }

    /** Files whose content is wanted. */
    public List<String> texts() {
        return List.copyOf(texts);
    }

    /** Directories whose names are wanted, and those of the directories in them. */
    public List<String> directories() {
        return List.copyOf(directories);
    }

    /** Of which only the kind is wanted. */
    public Set<String> paths() {
        return Set.copyOf(paths);
    }

    /** The most bytes of one file. */
    public int largest() {
        return largest;
    }

    @Override
    public WorkspaceFacts invoke(File workspace, VirtualChannel channel) throws IOException {
        Path root = workspace.toPath();
        WorkspaceFacts facts = new WorkspaceFacts();
        if (!Files.isDirectory(root)) {
            return facts;
        }
        Path real = root.toRealPath();
        for (String text : texts) {
            Kind kind = look(root, real, text, facts);
            if (kind == Kind.FILE || kind == Kind.PROGRAM) {
                try (InputStream in = Files.newInputStream(root.resolve(text))) {
                    facts.put(text, in.readNBytes(largest));
                }
            }
        }
        for (String directory : directories) {
            if (look(root, real, directory, facts) == Kind.DIRECTORY) {
                for (String child : names(root, real, directory, facts)) {
                    if (facts.kinds().get(child) == Kind.DIRECTORY) {
                        names(root, real, child, facts);
                    }
                }
            }
        }
        for (String path : paths) {
            if (look(root, real, path, facts) == null) {
                int slash = path.lastIndexOf('/');
                String parent = slash < 0 ? "" : path.substring(0, slash);
                if (parent.isEmpty() || look(root, real, parent, facts) == Kind.DIRECTORY) {
                    names(root, real, parent, facts);
                }
            }
        }
        return facts;
    }

    private static List<String> names(Path root, Path real, String directory, WorkspaceFacts facts) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(root.resolve(directory))) {
            for (Path child : children) {
                if (names.size() == MOST_NAMES) {
                    break;
                }
                String name = (directory.isEmpty() ? "" : directory + "/") + child.getFileName();
                look(root, real, name, facts);
                names.add(name);
            }
        }
        return names;
    }

    /** Notes what is at {@code path}; null where there is nothing. */
    private static Kind look(Path root, Path real, String path, WorkspaceFacts facts) throws IOException {
        Path file;
        try {
            file = root.resolve(path);
        } catch (InvalidPathException e) {
            // A name that this machine cannot have is a file that it does not have.
            return null;
        }
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        Kind kind = kind(file, real);
        facts.put(path, kind);
        return kind;
    }

    private static Kind kind(Path file, Path real) throws IOException {
        if (!Files.exists(file)) {
            return Kind.OTHER;
        }
        if (!file.toRealPath().startsWith(real)) {
            return Kind.OUTSIDE;
        }
        if (Files.isDirectory(file)) {
            return Kind.DIRECTORY;
        }
        if (!Files.isRegularFile(file)) {
            return Kind.OTHER;
        }
        return Files.isExecutable(file) ? Kind.PROGRAM : Kind.FILE;
    }
}
