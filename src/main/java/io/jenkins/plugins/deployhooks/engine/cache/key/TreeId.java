package io.jenkins.plugins.deployhooks.engine.cache.key;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.file.Path;
import java.util.List;

/** Port: what version control knows of a directory, so that not every file has to be read. */
@FunctionalInterface
public interface TreeId {
    /** No version control. */
    TreeId NONE = directory -> null;

    /**
     * The state of a checkout.
     *
     * @param directory the root of the app, which may be below the root of the repository (D17)
     * @return null: it is no checkout, or nobody can tell
     */
    @CheckForNull
    Checkout of(Path directory) throws InterruptedException;

    /**
     * A checkout.
     *
     * @param tree the id of the directory in the commit
     * @param changes what is not as in the commit, relative to the directory and with slashes: changed, removed and
     *     unknown files, and unknown directories with a slash at their end; without what version control ignores
     */
    record Checkout(String tree, List<String> changes) {
        public Checkout {
            changes = List.copyOf(changes);
        }
    }
}
