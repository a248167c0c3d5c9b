package io.jenkins.plugins.deployhooks.trust;

import edu.umd.cs.findbugs.annotations.CheckForNull;
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
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import jenkins.scm.api.SCMFile;

/**
 * The net below the texts: what is called by a path that leads to nothing in the trusted revision may be anything of that name,
 * since nobody knows in which directory a text is then. So each file of the trusted revision with such a name has to be as there.
 */
final class SameNames {
    /** For people. */
    private static final int MOST_TOLD = 5;

    private final BuiltFiles built;
    private final TrustedTree tree;
    private final Set<String> called = new TreeSet<>();

    /** Names of files that were found where a text says, and compared. */
    private final Set<String> same = new HashSet<>();

    /** Paths of those that were compared. */
    private final Set<String> compared = new HashSet<>();

    /** What programs read if it is there. */
    private final Set<String> read = new TreeSet<>();

    private final Map<String, Boolean> directories = new HashMap<>();

    SameNames(BuiltFiles built, TrustedTree tree) {
        this.built = built;
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
        compared.add(path);
    }

    /** The file at {@code path} is known to the trusted revision, and was compared. */
    void same(String path) {
        same.add(name(path));
    }

    /**
     * Why what calls them must not be started; null: nothing is known against it.
     *
     * @param isOther says that the file at a path is other than in the trusted revision
     */
    @CheckForNull
    String objection(UnaryOperator<String> isOther) throws IOException, InterruptedException {
        read.stream()
                .filter(path -> compared.stream().noneMatch(other -> Programs.areReadTogether(path, other)))
                .forEach(this::called);
        Set<String> names = new TreeSet<>(called);
        names.removeAll(same);
        if (names.isEmpty()) {
            return null;
        }
        List<String> found = built.named(names);
        if (found.size() > FindNamed.MOST) {
            return "more than " + FindNamed.MOST + " files have names that are called, as "
                    + names.stream().limit(MOST_TOLD).collect(Collectors.joining(", "))
                    + ", and each of them may have to be as in the trusted revision " + tree
                    + ", so it is not started; call them by paths from the root of the repository, or take away what is"
                    + " not needed";
        }
        List<String> known = new ArrayList<>();
        for (String path : found) {
            int slash = path.lastIndexOf('/');
            if (slash < 0 || isDirectory(path.substring(0, slash))) {
                known.add(path);
            }
        }
        built.look(known);
        for (String path : known) {
            DigestFiles.Found here = built.file(path);
            String trusted = here == null ? null : tree.digest(path);
            if (trusted != null && !trusted.equals(here.digest())) {
                return isOther.apply(path) + "; something of that name is called";
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
