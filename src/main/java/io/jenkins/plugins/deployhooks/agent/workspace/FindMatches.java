package io.jenkins.plugins.deployhooks.agent.workspace;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deployhooks.engine.process.words.Glob;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import jenkins.MasterToSlaveFileCallable;

/**
 * What words mean in a workspace, see {@link Glob}: the paths of the files that are as a pattern, links followed, or of a directory
 * that there is. By the words that mean something.
 */
public final class FindMatches extends MasterToSlaveFileCallable<HashMap<String, ArrayList<String>>> {
    private static final long serialVersionUID = 1L;

    /** No more files than this and another one are told of one word. */
    public static final int MOST = 1000;

    private final ArrayList<String> words;

    /** @param words relative to the workspace, with slashes */
    public FindMatches(Collection<String> words) {
        this.words = new ArrayList<>(words);
    }

    @Override
    public HashMap<String, ArrayList<String>> invoke(File workspace, VirtualChannel channel) throws IOException {
        HashMap<String, ArrayList<String>> all = new HashMap<>();
        Path root = workspace.toPath();
        for (String word : words) {
            Glob glob = new Glob(word);
            Path start;
            try {
                start = root.resolve(glob.start());
            } catch (InvalidPathException e) {
                continue; // a name that this machine cannot have
            }
            if (!start.startsWith(root) || !Files.isDirectory(start)) {
                continue;
            }
            if (Glob.isPattern(word)) {
                Search search = new Search(root, glob.pattern());
                Files.walkFileTree(start, EnumSet.of(FileVisitOption.FOLLOW_LINKS), glob.depth(), search);
                all.put(word, search.found());
            } else {
                all.put(word, new ArrayList<>(List.of(DigestFiles.name(root, start, glob.start()))));
            }
        }
        return all;
    }

    private static final class Search extends FileSearch {
        private final Pattern pattern;

        Search(Path root, Pattern pattern) {
            super(root, MOST);
            this.pattern = pattern;
        }

        @Override
        boolean isWanted(Path file, BasicFileAttributes attributes) {
            return attributes.isRegularFile() && pattern.matcher(path(file)).matches();
        }
    }
}
