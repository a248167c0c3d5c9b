package io.jenkins.plugins.deployhooks.trust;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import io.jenkins.plugins.deployhooks.agent.workspace.DigestFiles;
import io.jenkins.plugins.deployhooks.agent.workspace.FindNamed;
import io.jenkins.plugins.deployhooks.engine.process.words.Programs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import jenkins.scm.api.SCMFile;

/**
 * The net below the texts: what is called by a path that leads to nothing in the trusted revision may be anything of that name,
 * since nobody knows in which directory a text is then. So each file of the trusted revision with such a name has to be as there.
 */
final class SameNames {
    private final FilePath directory;
    private final TrustedTree tree;
    private final Set<String> called = new TreeSet<>();

    /** Names of files that were found where a text says, and compared. */
    private final Set<String> same = new HashSet<>();

    /** Paths of those that were compared. */
    private final Set<String> found = new HashSet<>();

    /** What programs read if it is there. */
    private final Set<String> read = new TreeSet<>();

    private final Map<String, Boolean> directories = new HashMap<>();

    SameNames(FilePath directory, TrustedTree tree) {
        this.directory = directory;
        this.tree = tree;
    }

    /** Something calls {@code path}; a word without slash and dot is seldom a file. */
    void called(String path) {
        if (path.indexOf('/') >= 0 || path.indexOf('\\') >= 0 || path.indexOf('.') > 0) {
            String name = name(path);
            if (name.length() > 1 && !name.equals("..")) {
                called.add(name);
            }
        }
    }

    /** A program reads {@code path} if it is there. */
    void read(String path) {
        read.add(path);
    }

    /** A program reads {@code path}, which is known to the trusted revision, and was compared: so it is there. */
    void found(String path) {
        found.add(path);
    }

    /** The file at {@code path} is known to the trusted revision, and was compared. */
    void same(String path) {
        same.add(name(path));
    }

    /** A file of such a name that is other than in the trusted revision; null: there is none. */
    @CheckForNull
    String changed() throws IOException, InterruptedException {
        read.stream()
                .filter(path -> found.stream().noneMatch(other -> Programs.areReadTogether(path, other)))
                .forEach(this::called);
        Set<String> names = new TreeSet<>(called);
        names.removeAll(same);
        if (names.isEmpty()) {
            return null;
        }
        List<String> known = new ArrayList<>();
        for (String path : directory.act(new FindNamed(names))) {
            int slash = path.lastIndexOf('/');
            if (slash < 0 || isDirectory(path.substring(0, slash))) {
                known.add(path);
            }
        }
        Map<String, DigestFiles.Found> built =
                known.isEmpty() ? Map.of() : directory.act(new DigestFiles(known, List.of()));
        for (Map.Entry<String, DigestFiles.Found> each : built.entrySet()) {
            String trusted = tree.digest(each.getKey());
            if (trusted != null && !trusted.equals(each.getValue().digest())) {
                return each.getKey();
            }
        }
        return null;
    }

    /** Asks for no directory twice, and for none below one that is none: most were built. */
    private boolean isDirectory(String path) throws IOException, InterruptedException {
        Boolean known = directories.get(path);
        if (known == null) {
            int slash = path.lastIndexOf('/');
            known = (slash < 0 || isDirectory(path.substring(0, slash))) && tree.type(path) == SCMFile.Type.DIRECTORY;
            directories.put(path, known);
        }
        return known;
    }

    private static String name(String path) {
        String slashes = path.replace('\\', '/');
        return slashes.substring(slashes.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }
}
