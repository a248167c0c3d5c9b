package io.jenkins.plugins.deployhooks.engine.process.stop;

/**
 * One process of a hook. Equal only to itself: a process that gets the same number later has another start.
 *
 * @param pid its number
 * @param start when it started, in whatever unit its system counts; the same for every look at one process
 * @param name of its program, for messages
 */
public record Member(long pid, long start, String name) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Member member && member.pid == pid && member.start == start;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(pid * 31 + start);
    }

    /** {@code 4711 (sleep)}. */
    @Override
    public String toString() {
        return pid + " (" + name + ")";
    }
}
