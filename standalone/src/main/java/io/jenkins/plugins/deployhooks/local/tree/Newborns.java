package io.jenkins.plugins.deployhooks.local.tree;

import io.jenkins.plugins.deployhooks.engine.process.stop.Family;
import io.jenkins.plugins.deployhooks.engine.process.stop.Member;
import io.jenkins.plugins.deployhooks.engine.process.stop.ProcessEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds and ends processes as they are born. A chain in which each process leads a session of its own, starts the next one
 * and ends, is ended by no signal to a group, and has moved on when a look at all processes is over, which its zombies make
 * slow besides. But numbers are given away in order and the last one is told: whoever looks at the newest ones alone is
 * quicker than they are.
 */
final class Newborns {
    private static final long LONGEST_HUNT = Duration.ofMillis(500).toNanos();

    /** A chain is born anew much more often; a process that does not end is found by a look at all processes. */
    private static final long CALM = Duration.ofMillis(20).toNanos();

    /** Numbers below the newest that are looked at; older ones have moved on. */
    private static final int DEEPEST = 64;

    private final Family family;
    private long last;

    Newborns(Family family) {
        this.family = family;
    }

    /** Ends the members that are born, until none was for a while, for half a second at most. */
    void end() {
        long end = System.nanoTime() + LONGEST_HUNT;
        Set<Member> members = members();
        while (!members.isEmpty() && System.nanoTime() - end < 0) {
            members.forEach(member -> Signals.send(member, true));
            members = members();
        }
    }

    /** Those among the next processes that are born; empty: none was for a while. */
    Set<Member> members() {
        long end = System.nanoTime() + CALM;
        Set<Member> members = family.membersOf(next());
        while (members.isEmpty() && System.nanoTime() - end < 0) {
            Thread.onSpinWait();
            members = family.membersOf(next());
        }
        return members;
    }

    /** Born since the last look, the newest first, since others have moved on. */
    private List<ProcessEntry> next() {
        List<ProcessEntry> entries = new ArrayList<>();
        long newest = ProcTable.newestNumber();
        // smaller: the numbers have begun again from below
        long oldest = newest < last ? 1 : Math.max(last, 1);
        for (long pid = newest; pid > Math.max(oldest, newest - DEEPEST); pid--) {
            ProcessEntry entry = ProcTable.entry(pid);
            if (entry != null && !entry.ended() && !ProcTable.isOwnThread(pid)) {
                entries.add(entry);
            }
        }
        last = newest;
        return entries;
    }
}
