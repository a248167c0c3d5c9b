package io.jenkins.plugins.deployhooks.trust;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.agent.workspace.DigestFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.scm.api.SCMFile;
import jenkins.scm.api.SCMFileSystem;

/** The files of a trusted revision, by their paths relative to the directory that a build works in. */
final class TrustedTree implements Closeable {
    private final SCMFileSystem files;
    private final String prefix;
    private final String name;
    private final BuiltTree built;

    /** By their paths in the repository: each of them remembers what it is, and to ask may mean to ask a server. */
    private final Map<String, SCMFile> children = new HashMap<>();

    private final Map<String, Optional<String>> digests = new HashMap<>();

    TrustedTree(SCMFileSystem files, String prefix, String name) {
        this(files, prefix, name, () -> null);
    }

    /** @param built the files of the revision that it stands in for */
    TrustedTree(SCMFileSystem files, String prefix, String name, BuiltTree.Opener built) {
        this.files = files;
        this.prefix = prefix;
        this.name = name;
        this.built = new BuiltTree(built, prefix);
    }

    /** The revision that it stands in for. */
    BuiltTree built() {
        return built;
    }

    /** What is at {@code path}; what is outside of the repository is nowhere. */
    SCMFile.Type type(String path) throws IOException, InterruptedException {
        SCMFile file = find(path);
        return file == null ? SCMFile.Type.NONEXISTENT : file.getType();
    }

    /** The first {@code largest} bytes of the file at {@code path}; nothing where there is no file, or a link. */
    Optional<byte[]> content(String path, int largest) throws IOException, InterruptedException {
        SCMFile file = find(path);
        if (file == null || file.getType() != SCMFile.Type.REGULAR_FILE) {
            return Optional.empty();
        }
        try (InputStream in = file.content()) {
            return Optional.of(in.readNBytes(largest));
        }
    }

    /** The digest of the file at {@code path}, see {@link DigestFiles}; null: there is no file, or it is a link. */
    @CheckForNull
    String digest(String path) throws IOException, InterruptedException {
        Optional<String> digest = digests.get(path);
        if (digest == null) {
            SCMFile file = find(path);
            digest = file == null || file.getType() != SCMFile.Type.REGULAR_FILE
                    ? Optional.empty()
                    : Optional.of(DigestFiles.of(file.content()));
            digests.put(path, digest);
        }
        return digest.orElse(null);
    }

    /** The names in the directory at {@code path}; none where there is no directory. */
    List<String> names(String path, int most) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        SCMFile directory = path.isEmpty() && prefix.isEmpty() ? files.getRoot() : find(path);
        if (directory != null && directory.getType() == SCMFile.Type.DIRECTORY) {
            for (SCMFile child : directory.children()) {
                if (names.size() == most) {
                    break;
                }
                names.add(child.getName());
                String plain = plain(prefix + "/" + path + "/" + child.getName());
                children.putIfAbsent(plain, child);
            }
        }
        return names;
    }

    /** Whether something may be at {@code path}, also by a link on the way, which nobody can follow here. */
    boolean mayHave(String path) throws IOException, InterruptedException {
        String plain = plain(prefix + "/" + path);
        return plain == null || onTheWay(plain) != SCMFile.Type.NONEXISTENT;
    }

    /** Whether a link is at {@code path}, or on the way. */
    boolean isLinked(String path) throws IOException, InterruptedException {
        String plain = plain(prefix + "/" + path);
        return plain != null && onTheWay(plain) == SCMFile.Type.LINK;
    }

    /** What is at {@code plain}, or in the place of the first directory on the way that is none. */
    private SCMFile.Type onTheWay(String plain) throws IOException, InterruptedException {
        for (int i = plain.indexOf('/'); i > 0; i = plain.indexOf('/', i + 1)) {
            SCMFile.Type type = child(plain.substring(0, i)).getType();
            if (type != SCMFile.Type.DIRECTORY) {
                return type;
            }
        }
        return child(plain).getType();
    }

    /** Whether {@code path} leads out of the repository. */
    boolean isOutside(String path) {
        return plain(prefix + "/" + path) == null;
    }

    @CheckForNull
    private SCMFile find(String path) {
        String plain = plain(prefix + "/" + path);
        return plain == null ? null : child(plain);
    }

    private SCMFile child(String plain) {
        return children.computeIfAbsent(plain, files::child);
    }

    /** {@code path} without dots; null where it leads out of the repository, or names the root. */
    @CheckForNull
    static String plain(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/")) {
            if (part.equals("..")) {
                if (parts.pollLast() == null) {
                    return null;
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return parts.isEmpty() ? null : String.join("/", parts);
    }

    /** The revision, for people. */
    @Override
    public String toString() {
        return name;
    }

    @Override
    public void close() throws IOException {
        try (built) {
            files.close();
        }
    }
}
