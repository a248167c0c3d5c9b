package io.jenkins.plugins.deployhooks.agent.workspace;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import jenkins.MasterToSlaveFileCallable;

/**
 * Where in its repository a directory is, as a path with slashes; empty for the root. The root is where git says so, and
 * otherwise the workspace that the agent has given to the build. A repository cannot have a {@code .git} of its own making.
 */
public final class FindCheckout extends MasterToSlaveFileCallable<String> {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private final String workspace;

    /** @param workspace that the agent has given to the build, absolute; null: not known */
    public FindCheckout(@CheckForNull String workspace) {
        this.workspace = workspace;
    }

    @Override
    public String invoke(File directory, VirtualChannel channel) {
        Path start = directory.toPath().toAbsolutePath().normalize();
        Path top =
                workspace == null ? start : Path.of(workspace).toAbsolutePath().normalize();
        Path last = start.startsWith(top) ? top : start;
        for (Path each = start; each != null && each.startsWith(last); each = each.getParent()) {
            if (Files.exists(each.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
                return path(each, start);
            }
        }
        return path(last, start);
    }

    private static String path(Path root, Path directory) {
        return root.relativize(directory).toString().replace('\\', '/');
    }
}
