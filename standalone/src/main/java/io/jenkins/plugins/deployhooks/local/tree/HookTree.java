package io.jenkins.plugins.deployhooks.local.tree;

import io.jenkins.plugins.deployhooks.engine.process.stop.Member;
import io.jenkins.plugins.deployhooks.engine.process.stop.ProcessTree;
import java.nio.file.Path;
import java.util.Set;

/** The processes of one running hook. For one thread. */
public interface HookTree extends ProcessTree {
    /** Remembers who belongs to the hook now, so that it is known still when its parents are gone. */
    void remember();

    /** Who still lives after the hook's own process has ended; a quick look, good enough for a note. */
    Set<Member> leftBehind();

    /**
     * By what a process is known as one of the hook's.
     *
     * @param cookie occurs in the environment of the hook's processes and of no other
     * @param output where the hook's output goes, as links of open files name it: a pipe or a file
     * @param ownSession whether the hook's process leads a session
     */
    record Marks(String cookie, Path output, boolean ownSession) {}

    /** The tree below {@code root}, as well as this machine lets it be found. */
    static HookTree of(Process root, Marks marks) {
        return ProcTable.exists() ? new ProcTree(root, marks) : new HandleTree(root);
    }
}
