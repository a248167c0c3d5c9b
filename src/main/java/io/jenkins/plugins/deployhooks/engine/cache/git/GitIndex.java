package io.jenkins.plugins.deployhooks.engine.cache.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code git status} does not tell of the files that git knows.
 *
 * @param unwatched files that git was told not to look at ({@code assume-unchanged}, {@code skip-worktree}), among them
 *     those that a sparse checkout leaves out
 * @param submodules the directories of submodules
 * @param attributes the files that say what happens to a file as it is checked out
 */
record GitIndex(List<String> unwatched, List<String> submodules, List<String> attributes) {
    static final String[] QUESTION = {"ls-files", "-v", "-s", "-z"};
    static final String ATTRIBUTES = ".gitattributes";

    private static final byte[] END = ATTRIBUTES.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SUBMODULE = "160000".getBytes(StandardCharsets.US_ASCII);

    static GitIndex read(InputStream out) throws IOException {
        GitIndex index = new GitIndex(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        GitNames.each(out, index::add);
        return index;
    }

    /** A letter, a blank, the mode, more, a tab, the path: H is a file like any other, M one in conflict. */
    private void add(byte[] bytes, int from, int to) throws IOException {
        boolean watched = bytes[from] == 'H' || bytes[from] == 'M';
        boolean submodule = Arrays.equals(bytes, from + 2, from + 2 + SUBMODULE.length, SUBMODULE, 0, SUBMODULE.length);
        boolean attribute = Arrays.equals(bytes, to - END.length, to, END, 0, END.length);
        if (watched && !submodule && !attribute) {
            return;
        }
        int tab = from;
        while (bytes[tab] != '\t') {
            tab++;
        }
        String path = GitNames.text(bytes, tab + 1, to);
        if (!watched) {
            unwatched.add(path);
        }
        if (submodule) {
            submodules.add(path);
        }
        if (attribute) {
            attributes.add(path);
        }
    }
}
