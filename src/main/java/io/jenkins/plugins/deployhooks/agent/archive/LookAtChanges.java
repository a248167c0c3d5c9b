package io.jenkins.plugins.deployhooks.agent.archive;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deployhooks.engine.cache.git.GitChanges;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import jenkins.MasterToSlaveFileCallable;

/** Asks git, where a workspace is, which of its files are not as in commits that are deployed. */
public final class LookAtChanges extends MasterToSlaveFileCallable<LookAtChanges.Answer> {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> commits;

    private LookAtChanges(Collection<String> commits) {
        this.commits = new ArrayList<>(commits);
    }

    /**
     * What git says; nothing of it is known to be true, but it is of the form that git gives. What is not is no answer.
     *
     * @param workspace the root of the repository
     * @param commits full ids
     * @throws IOException if the agent cannot be asked
     */
    public static GitChanges.Found in(FilePath workspace, Collection<String> commits)
            throws IOException, InterruptedException {
        GitChanges.Found found = workspace.act(new LookAtChanges(commits)).found();
        try {
            return found.checked();
        } catch (IOException e) {
            return GitChanges.Found.nothing(String.valueOf(e.getMessage()));
        }
    }

    /** An answer on its way. A null in place of a list: not known. */
    record Answer(
            String commit, String prefix, ArrayList<String> uncommitted, ArrayList<String> changed, String obstacle)
            implements Serializable {
        private static Answer of(GitChanges.Found found) {
            return new Answer(
                    found.commit(), found.prefix(), list(found.uncommitted()), list(found.changed()), found.obstacle());
        }

        private static ArrayList<String> list(List<String> paths) {
            return paths == null ? null : new ArrayList<>(paths);
        }

        private GitChanges.Found found() {
            String line = obstacle == null ? null : ArchiveDone.line(obstacle);
            return new GitChanges.Found(commit, prefix, uncommitted, changed, line);
        }
    }

    @Override
    public Answer invoke(File workspace, VirtualChannel channel) throws IOException, InterruptedException {
        // The first step that needs the workspace makes it, and that may be this one.
        return Answer.of(new GitChanges(new NodeGit()).of(Files.createDirectories(workspace.toPath()), commits));
    }
}
