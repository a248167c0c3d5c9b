package io.jenkins.plugins.deployhooks.agent.workspace;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deployhooks.agent.workspace.git.GitHead;
import java.io.File;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import jenkins.MasterToSlaveFileCallable;

/**
 * Where in its repository a directory is. The root is where git says so, and otherwise the workspace that the agent has given
 * to the build. A repository cannot have a {@code .git} of its own making.
 */
public final class FindCheckout extends MasterToSlaveFileCallable<FindCheckout.Checkout> {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private final String workspace;

    /** @param workspace that the agent has given to the build, absolute; null: not known */
    public FindCheckout(@CheckForNull String workspace) {
        this.workspace = workspace;
    }

    /**
     * What an agent says of a checkout; nothing of it is known to be true.
     *
     * @param prefix the path of the directory in its repository, with slashes; empty for the root
     * @param git whether git says so
     * @param nested whether it lies in another checkout
     * @param commits the commit that is checked out, and those before, as far as they are known; none: not known
     * @param whole whether no others are before, or very many
     */
    public record Checkout(String prefix, boolean git, boolean nested, ArrayList<String> commits, boolean whole)
            implements Serializable {}

    @Override
    public Checkout invoke(File directory, VirtualChannel channel) {
        Path start = directory.toPath().toAbsolutePath().normalize();
        Path top =
                workspace == null ? start : Path.of(workspace).toAbsolutePath().normalize();
        Path last = start.startsWith(top) ? top : start;
        Path root = checkout(start, last);
        if (root == null) {
            return new Checkout(path(last, start), false, false, new ArrayList<>(), false);
        }
        boolean nested = !root.equals(last) && checkout(root.getParent(), last) != null;
        GitHead head = GitHead.of(root);
        return new Checkout(path(root, start), true, nested, new ArrayList<>(head.commits()), head.whole());
    }

    /** The nearest checkout from {@code start} up to {@code last}; null: there is none. */
    @CheckForNull
    private static Path checkout(@CheckForNull Path start, Path last) {
        for (Path each = start; each != null && each.startsWith(last); each = each.getParent()) {
            if (Files.exists(each.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
                return each;
            }
        }
        return null;
    }

    private static String path(Path root, Path directory) {
        return root.relativize(directory).toString().replace('\\', '/');
    }
}
