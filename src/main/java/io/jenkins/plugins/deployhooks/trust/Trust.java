package io.jenkins.plugins.deployhooks.trust;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployhooks.agent.workspace.FindCheckout;
import io.jenkins.plugins.deployhooks.agent.workspace.WorkspaceCopy;
import io.jenkins.plugins.deployhooks.config.DeployHooksConfiguration;
import io.jenkins.plugins.deployhooks.engine.definition.source.Administration.RepositoryHooks;
import io.jenkins.plugins.deployhooks.engine.process.launch.CalledFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * Whether the files of a workspace may say what hooks are. Where the administrator trusts only revisions that Jenkins trusts
 * with a Jenkinsfile, those of another one, as of a fork's pull request, do not count: definitions are read from the trusted
 * revision, and scripts are started only if they are as there. Asks the agent and the source, so never on the thread of a
 * program; nothing twice, so it is for a moment in which no hook runs.
 */
public final class Trust implements Closeable {
    private final FilePath directory;
    private final BuiltFiles built;

    @CheckForNull
    private final TrustedTree tree;

    @CheckForNull
    private final TrustedView view;

    private Trust(FilePath directory, @CheckForNull TrustedTree tree) {
        this.directory = directory;
        this.built = new BuiltFiles(directory);
        this.tree = tree;
        this.view = tree == null ? null : new TrustedView(directory::act, tree);
    }

    /**
     * Where a deployment works.
     *
     * @param directory the root of the repository, as a deployment sees it
     * @param workspace the directory that the agent has given to the build, by its path there; null: not known
     */
    public record Place(FilePath directory, @CheckForNull String workspace) {}

    /**
     * Whether {@code run} may take hooks from {@code place}.
     *
     * @param listener hears what the source says of its trust
     * @throws AbortException if it is not known which revision is trusted, or that one cannot be read: then no hook runs
     * @throws IOException if the source or the agent cannot be asked
     */
    public static Trust of(Run<?, ?> run, Place place, TaskListener listener) throws IOException, InterruptedException {
        if (DeployHooksConfiguration.get().repositoryRule() != RepositoryHooks.TRUSTED) {
            return new Trust(place.directory(), null);
        }
        TrustedRevision revision = TrustedRevision.of(run, listener);
        if (revision == null) {
            return new Trust(place.directory(), null);
        }
        FindCheckout.Checkout checkout = place.directory().act(new FindCheckout(place.workspace()));
        if (revision.isOther(checkout)) {
            throw new AbortException("the revision that is built is not trusted, and " + place.directory()
                    + " is a checkout of another repository: a submodule, or one that the build has checked out"
                    + " besides. Nobody knows which of its revisions is trusted, so no hook runs. Deploy it by a job"
                    + " of its own, or from the root of the repository that is built");
        }
        return new Trust(place.directory(), revision.open(checkout.prefix()));
    }

    /**
     * What definitions are read from; to be closed by the caller.
     *
     * @param file the path of a file in place of deploy-hooks.yml; null: that one
     * @throws IOException if it cannot be read
     */
    public WorkspaceCopy copy(@CheckForNull String file) throws IOException, InterruptedException {
        return new WorkspaceCopy(view == null ? directory::act : view, file);
    }

    /** What people should know of files that do not count, a sentence each; none where all do. */
    public List<String> notes() {
        if (view == null) {
            return List.of();
        }
        return view.changed().stream()
                .map(path -> path + " is other than in the trusted revision " + tree
                        + ", and what it says does not count: hooks are those of the trusted one")
                .toList();
    }

    /**
     * Why a script must not be started; null: nothing is known against it.
     *
     * @param called the files that it calls
     * @throws IOException if that cannot be found out
     */
    @CheckForNull
    public String objection(List<CalledFile> called) throws IOException, InterruptedException {
        return tree == null ? null : new TrustedScripts(built, tree).objection(called);
    }

    @Override
    public void close() throws IOException {
        if (tree != null) {
            tree.close();
        }
    }
}
