package io.jenkins.plugins.deployhooks.agent.workspace;

import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import jenkins.MasterToSlaveFileCallable;

/**
 * The files of a workspace that have one of some names, wherever they are: their paths, with slashes. Links to files are files,
 * and links to directories are not followed.
 */
public final class FindNamed extends MasterToSlaveFileCallable<ArrayList<String>> {
    private static final long serialVersionUID = 1L;

    /** No more files than this and another one are told of. */
    public static final int MOST = 100_000;

    private final ArrayList<String> names;
    private final int most;

    /** @param names without directories; whether in small letters or capitals does not count */
    public FindNamed(Collection<String> names) {
        this(names, MOST);
    }

    /** @param most in place of {@link #MOST} */
    FindNamed(Collection<String> names, int most) {
        this.names = new ArrayList<>(names);
        this.most = most;
    }

    @Override
    public ArrayList<String> invoke(File workspace, VirtualChannel channel) throws IOException {
        Path root = workspace.toPath();
        Set<String> wanted = new TreeSet<>();
        names.forEach(name -> wanted.add(name.toLowerCase(Locale.ROOT)));
        Search search = new Search(root, wanted, most);
        Files.walkFileTree(root, search);
        return search.found();
    }

    private static final class Search extends FileSearch {
        private final Set<String> wanted;

        Search(Path root, Set<String> wanted, int most) {
            super(root, most);
            this.wanted = wanted;
        }

        @Override
        boolean isWanted(Path file, BasicFileAttributes attributes) {
            return wanted.contains(String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT));
        }
    }
}
