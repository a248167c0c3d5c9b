package io.jenkins.plugins.deployhooks.trust;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import jenkins.scm.api.SCMFileSystem;

/**
 * The files of the revision that is built, as its source has them. Not those of the workspace: what is only there a build has
 * written, or a hook. It is not opened before something is asked.
 */
final class BuiltTree implements Closeable {
    /** How the files are had; null: the source cannot read them without a checkout. */
    interface Opener {
        @CheckForNull
        SCMFileSystem open() throws IOException, InterruptedException;
    }

    private final Opener opener;
    private final String prefix;

    @CheckForNull
    private TrustedTree tree;

    private boolean asked;

    /** @param prefix where in the repository the directory is that a build works in; empty: its root */
    BuiltTree(Opener opener, String prefix) {
        this.opener = opener;
        this.prefix = prefix;
    }

    /** Whether it has something at {@code path}, or may by a link; nothing where its files cannot be read. */
    Optional<Boolean> mayHave(String path) throws InterruptedException {
        try {
            if (!asked) {
                asked = true;
                SCMFileSystem files = opener.open();
                tree = files == null ? null : new TrustedTree(files, prefix, "");
            }
            return tree == null ? Optional.empty() : Optional.of(tree.mayHave(path));
        } catch (IOException e) {
            return Optional.empty(); // as of a fork that is gone; whoever asks knows a stricter rule for that
        }
    }

    @Override
    public void close() throws IOException {
        if (tree != null) {
            tree.close();
        }
    }
}
