package io.jenkins.plugins.deployhooks.engine.process.stop;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * One line of {@code /proc/PID/stat}.
 *
 * @param member who; its start is in clock ticks since boot
 * @param links to whom it belongs
 * @param ended whether it is a zombie, which runs nothing any more
 */
public record ProcessEntry(Member member, Links links, boolean ended) {
    /**
     * To whom a process belongs.
     *
     * @param parent the pid of its parent, which changes when the parent ends
     * @param group its process group
     * @param session its session
     */
    public record Links(long parent, long group, long session) {}

    /** Its number. */
    public long pid() {
        return member.pid();
    }

    /** Reads the line; null where it is none. The name may contain anything, also blanks and brackets. */
    @CheckForNull
    public static ProcessEntry parse(String stat) {
        int open = stat.indexOf('(');
        int close = stat.lastIndexOf(')');
        if (open < 2 || close < open || close + 2 > stat.length()) {
            return null;
        }
        String[] fields = stat.substring(close + 2).split(" ");
        if (fields.length < 20) {
            return null;
        }
        try {
            long pid = Long.parseLong(stat.substring(0, open - 1));
            Member member = new Member(pid, Long.parseLong(fields[19]), stat.substring(open + 1, close));
            Links links = new Links(Long.parseLong(fields[1]), Long.parseLong(fields[2]), Long.parseLong(fields[3]));
            return new ProcessEntry(member, links, "ZXx".contains(fields[0]));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
