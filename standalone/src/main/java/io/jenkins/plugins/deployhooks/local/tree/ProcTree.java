package io.jenkins.plugins.deployhooks.local.tree;

import io.jenkins.plugins.deployhooks.engine.process.stop.Member;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * On Linux. A process belongs to the hook when one of these holds: it was seen to belong before; its parent belongs; it
 * is in a session or process group that was led by one that belongs; the cookie is in its environment; its output goes
 * where the hook's goes, which is a pipe that only the hook's processes write to. So a child is found with a session of its own, without its parents, and with an emptied environment;
 * what is missed is a child with all of these at once and another output, when its whole chain of parents ended between
 * two looks.
 */
final class ProcTree implements HookTree {
    private static final int MOST_LOOKS = 20;

    private final Process root;
    private final Marks marks;
    private final long firstStart;
    private final long self = ProcessHandle.current().pid();

    /** Everybody who ever belonged, by number: the start tells whether it is still the same one. */
    private final Map<Long, Long> known = new HashMap<>();

    /** Sessions and groups led by somebody who belonged; they outlive their leader. */
    private final Set<Long> led = new HashSet<>();

    /** Who was found to be a stranger; nobody becomes a member later. */
    private final Set<Member> strangers = new HashSet<>();

    private boolean forcedBefore;

    ProcTree(Process root, Marks marks) {
        this.root = root;
        this.marks = marks;
        ProcEntry entry = ProcTable.entry(root.pid());
        // a very quick hook is gone already
        firstStart = entry == null ? 0 : entry.member().start();
        if (entry != null) {
            known.put(root.pid(), firstStart);
        }
        if (marks.ownSession()) {
            led.add(root.pid());
        }
    }

    @Override
    public void remember() {
        membersOf(ProcTable.scan(0));
    }

    /** An empty answer is sure where nothing was born meanwhile, and checked many times on a machine that is busy. */
    @Override
    public Set<Member> alive() {
        Set<Member> members = Set.of();
        boolean sure = false;
        for (int i = 0; i < MOST_LOOKS && members.isEmpty() && !sure; i++) {
            String newest = ProcTable.newest();
            members = membersOf(ProcTable.scan(0));
            sure = !newest.isEmpty() && newest.equals(ProcTable.newest());
        }
        return members;
    }

    @Override
    public Set<Member> leftBehind() {
        // children have larger numbers than their parents, until the numbers start again from below
        Set<Member> left = membersOf(ProcTable.scan(root.pid()));
        known.forEach((pid, start) -> {
            ProcEntry entry = pid < root.pid() ? ProcTable.entry(pid) : null;
            if (entry != null && entry.member().start() == start && !entry.ended()) {
                left.add(entry.member());
            }
        });
        return left;
    }

    private Set<Member> membersOf(List<ProcEntry> entries) {
        entries.forEach(this::forgetReused);
        Set<Member> members = new LinkedHashSet<>();
        Set<Long> pids = new HashSet<>();
        int before;
        do {
            before = members.size();
            for (ProcEntry entry : entries) {
                if (!entry.ended()
                        && !members.contains(entry.member())
                        && (pids.contains(entry.links().parent()) || belongs(entry))) {
                    members.add(entry.member());
                    pids.add(entry.pid());
                    learn(entry);
                }
            }
        } while (members.size() > before);
        return members;
    }

    private boolean belongs(ProcEntry entry) {
        Member member = entry.member();
        if (member.start() < firstStart || member.pid() == self || strangers.contains(member)) {
            return false;
        }
        Long start = known.get(member.pid());
        if (start != null && start == member.start()
                || led.contains(entry.links().session())
                || led.contains(entry.links().group())) {
            return true;
        }
        String environment = ProcTable.environment(member.pid());
        if (environment != null && environment.contains(marks.cookie())
                || ProcTable.writesTo(member.pid(), marks.output())) {
            return true;
        }
        if (environment != null) {
            // between fork and exec it may not be readable: only a sure answer is kept
            strangers.add(member);
        }
        return false;
    }

    private void learn(ProcEntry entry) {
        known.put(entry.pid(), entry.member().start());
        if (entry.links().session() == entry.pid() || entry.links().group() == entry.pid()) {
            led.add(entry.pid());
        }
    }

    /** A number is not given away while a session or group has it: another process with it means that these are gone. */
    private void forgetReused(ProcEntry entry) {
        Long start = known.get(entry.pid());
        if (start != null && start != entry.member().start()) {
            known.remove(entry.pid());
            led.remove(entry.pid());
        }
    }

    @Override
    public void ask(Set<Member> members) {
        members.forEach(member -> Signals.send(member, false));
    }

    @Override
    public void force(Set<Member> members) {
        members.forEach(member -> Signals.send(member, true));
        if (forcedBefore) {
            // something is born as fast as it is killed: the kernel ends a whole group at one stroke, forks included
            Signals.killGroups(groupsOf(members));
        }
        forcedBefore = true;
    }

    private Set<Long> groupsOf(Collection<Member> members) {
        Set<Long> groups = new HashSet<>();
        for (ProcEntry entry : ProcTable.scan(0)) {
            boolean ours = led.contains(entry.links().session())
                    || led.contains(entry.links().group());
            if (ours && (members.contains(entry.member()) || belongs(entry))) {
                groups.add(entry.links().group());
            }
        }
        ProcEntry own = ProcTable.entry(self);
        if (own != null) {
            groups.remove(own.links().group());
        }
        return groups;
    }
}
