package io.jenkins.plugins.deployhooks.agent.workspace.git;

import java.io.IOException;

/** How much of a repository is read for one question: it may be of somebody's own making, and is looked at before each hook. */
final class GitBudget {
    /** In bytes. 200 commits have a few kilobytes each, and so have their differences. */
    private static final long ALL = 1 << 25;

    private long left = ALL;

    /**
     * Something of {@code bytes} is to be read.
     *
     * @throws IOException if that is more than what is left; then nothing more is read
     */
    void take(long bytes) throws IOException {
        left -= bytes;
        if (left < 0) {
            throw new IOException("more than " + ALL + " bytes of commits");
        }
    }

    /** Whether nothing more is read. */
    boolean isSpent() {
        return left < 0;
    }
}
