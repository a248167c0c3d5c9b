package io.jenkins.plugins.deployhooks.local.tree;

import io.jenkins.plugins.deployhooks.engine.process.stop.Family;
import io.jenkins.plugins.deployhooks.engine.process.stop.Member;
import io.jenkins.plugins.deployhooks.engine.process.stop.ProcessEntry;
import java.util.List;
import java.util.Set;

/**
 * On Linux. Marks are the cookie in the environment, and an output that goes where the hook's goes, which is a pipe that
 * only the hook's processes write to. What is missed is a child with a session of its own, an emptied environment and
 * another output at once, when its whole chain of parents ended between two looks.
 */
final class ProcTree implements HookTree {
    private static final int MOST_LOOKS = 20;

    private final Process root;
    private final Marks marks;
    private final long self = ProcessHandle.current().pid();
    private final Family family = new Family(this::mark, Set.of(self));
    private final Newborns newborns = new Newborns(family);

    /** What the last look saw. */
    private List<ProcessEntry> entries = List.of();

    ProcTree(Process root, Marks marks) {
        this.root = root;
        this.marks = marks;
        ProcessEntry entry = ProcTable.entry(root.pid());
        // a very quick hook is gone already
        if (entry != null) {
            family.begin(entry.member());
        }
        if (marks.ownSession()) {
            family.lead(root.pid());
        }
    }

    @Override
    public void remember() {
        family.membersOf(ProcTable.scan(0));
    }

    /** An empty answer is sure where nothing was born meanwhile, and checked many times on a machine that is busy. */
    @Override
    public Set<Member> alive() {
        Set<Member> members = Set.of();
        boolean sure = false;
        for (int i = 0; i < MOST_LOOKS && members.isEmpty() && !sure; i++) {
            String newest = ProcTable.newest();
            entries = ProcTable.scan(0);
            members = family.membersOf(entries);
            sure = !newest.isEmpty() && newest.equals(ProcTable.newest());
            if (members.isEmpty() && !sure && !newest.isEmpty()) {
                members = newborns.members();
            }
        }
        return members;
    }

    @Override
    public Set<Member> leftBehind() {
        // children have larger numbers than their parents, until the numbers start again from below
        Set<Member> left = family.membersOf(ProcTable.scan(root.pid()));
        family.known().forEach((pid, start) -> {
            ProcessEntry entry = pid < root.pid() ? ProcTable.entry(pid) : null;
            if (entry != null && entry.member().start() == start && !entry.ended()) {
                left.add(entry.member());
            }
        });
        return left;
    }

    private Family.Mark mark(ProcessEntry entry) {
        String environment = ProcTable.environment(entry.pid());
        if (environment != null && environment.contains(marks.cookie())
                || ProcTable.writesTo(entry.pid(), marks.output())) {
            return Family.Mark.OURS;
        }
        // between fork and exec it may not be readable: only a sure answer is kept
        return environment == null ? Family.Mark.UNKNOWN : Family.Mark.STRANGE;
    }

    @Override
    public void ask(Set<Member> members) {
        members.forEach(member -> Signals.send(member, false));
    }

    @Override
    public void force(Set<Member> members) {
        members.forEach(member -> Signals.send(member, true));
        // something may be born as fast as it is killed: the kernel ends a whole group at one stroke, forks included
        Set<Long> groups = family.groupsOf(members, entries);
        ProcessEntry own = ProcTable.entry(self);
        if (own != null) {
            groups.remove(own.links().group());
        }
        Signals.killGroups(groups);
        newborns.end();
    }
}
