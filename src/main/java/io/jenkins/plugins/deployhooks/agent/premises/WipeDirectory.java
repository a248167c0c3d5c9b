package io.jenkins.plugins.deployhooks.agent.premises;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedList;
import jenkins.MasterToSlaveFileCallable;

/** Deletes a directory of {@link PromisedDirectories} that a deployment has had for itself; links on the way are not followed. */
public final class WipeDirectory extends MasterToSlaveFileCallable<Void> {
    private static final long serialVersionUID = 1L;

    /** What we have made, as {@code deploy-hooks/temporary/x}; what is around it is the agent's. */
    private static final int LEVELS = 3;

    @Override
    @CheckForNull
    public Void invoke(File directory, VirtualChannel channel) throws IOException {
        LinkedList<String> names = new LinkedList<>();
        Path base = directory.toPath();
        while (names.size() < LEVELS) {
            Path name = base.getFileName();
            Path parent = base.getParent();
            if (name == null || parent == null) {
                throw new IOException(directory + " is no directory of a deployment");
            }
            names.addFirst(name.toString());
            base = parent;
        }
        if (!names.getFirst().equals(PromisedDirectories.OURS)) {
            throw new IOException(directory + " is no directory of a deployment");
        }
        WithoutLinks.delete(base, names);
        return null;
    }
}
