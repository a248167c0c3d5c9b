package io.jenkins.plugins.deployhooks.trust;

import io.jenkins.plugins.deployhooks.agent.workspace.ReadWorkspace;
import io.jenkins.plugins.deployhooks.agent.workspace.WorkspaceFacts;
import io.jenkins.plugins.deployhooks.agent.workspace.WorkspaceFacts.Kind;
import io.jenkins.plugins.deployhooks.agent.workspace.WorkspaceView;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import jenkins.scm.api.SCMFile;

/**
 * A workspace whose definitions are those of the trusted revision. Whether scripts are there the agent says, since they are
 * started there; whether they are the trusted ones is asked where they are started.
 */
final class TrustedView implements WorkspaceView {
    private final WorkspaceView workspace;
    private final TrustedTree tree;
    private final Set<String> changed = new TreeSet<>();

    TrustedView(WorkspaceView workspace, TrustedTree tree) {
        this.workspace = workspace;
        this.tree = tree;
    }

    @Override
    public WorkspaceFacts look(ReadWorkspace question) throws IOException, InterruptedException {
        WorkspaceFacts facts = new WorkspaceFacts();
        for (String text : question.texts()) {
            text(text, question.largest(), facts);
        }
        for (String directory : question.directories()) {
            directory(directory, facts, true);
        }
        WorkspaceFacts built = workspace.look(question);
        // Nothing else that the agent tells is taken: names beside a script might be those of definitions.
        for (String path : question.paths()) {
            Kind kind = built.kinds().get(path);
            if (kind != null && !question.texts().contains(path)) {
                facts.put(path, kind);
            }
        }
        compare(question, facts, built);
        return facts;
    }

    /** What the revision that is built says otherwise, by the paths of files and directories. */
    Set<String> changed() {
        return changed;
    }

    private void text(String path, int largest, WorkspaceFacts facts) throws IOException, InterruptedException {
        SCMFile.Type type = tree.type(path);
        byte[] content = tree.content(path, largest);
        if (content != null) {
            facts.put(path, Kind.FILE);
            facts.put(path, content);
        } else if (type == SCMFile.Type.DIRECTORY) {
            facts.put(path, Kind.DIRECTORY);
        } else if (type != SCMFile.Type.NONEXISTENT) {
            // Where a link leads in a revision that is not checked out nobody knows.
            facts.put(path, Kind.OTHER);
        }
    }

    private void directory(String path, WorkspaceFacts facts, boolean deeper) throws IOException, InterruptedException {
        SCMFile.Type type = tree.type(path);
        if (type == SCMFile.Type.NONEXISTENT) {
            return;
        }
        if (type != SCMFile.Type.DIRECTORY) {
            // Whether a file may be executed a revision does not tell; where it is started this is found out.
            facts.put(path, type == SCMFile.Type.REGULAR_FILE ? Kind.PROGRAM : Kind.OTHER);
            return;
        }
        facts.put(path, Kind.DIRECTORY);
        if (deeper) {
            for (String name : tree.names(path, ReadWorkspace.MOST_NAMES)) {
                directory(path + "/" + name, facts, path.indexOf('/') < 0);
            }
        }
    }

    private void compare(ReadWorkspace question, WorkspaceFacts trusted, WorkspaceFacts built) {
        Map<String, byte[]> texts = new HashMap<>(built.contents());
        for (String text : question.texts()) {
            if (!Arrays.equals(texts.get(text), trusted.contents().get(text))) {
                changed.add(text);
            }
        }
        for (String directory : question.directories()) {
            if (!below(directory, built).equals(below(directory, trusted))) {
                changed.add(directory);
            }
        }
    }

    private static List<String> below(String directory, WorkspaceFacts facts) {
        return facts.kinds().keySet().stream()
                .filter(path -> path.startsWith(directory + "/"))
                .sorted()
                .toList();
    }
}
