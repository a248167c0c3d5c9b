package io.jenkins.plugins.deployhooks.engine.process.stop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides who belongs to a hook, in a list of all processes. A process belongs when one of these holds: it was seen to
 * belong before; its parent belongs; it is in a session or process group that was led by one that belongs; it bears a
 * mark. So a child is found with a session of its own and without its parents. For one thread.
 */
public final class Family {
    /** What a process itself tells. */
    public enum Mark {
        /** It is the hook's. */
        OURS,
        /** It is not, and never becomes so. */
        STRANGE,
        /** Not known now. */
        UNKNOWN
    }

    /** Port: looks at the marks of one process. */
    @FunctionalInterface
    public interface Marks {
        /** What {@code entry} tells. */
        Mark of(ProcessEntry entry);
    }

    private final Marks marks;
    private final Set<Long> outsiders;
    private long firstStart;

    /** Everybody who ever belonged, by number: the start tells whether it is still the same one. */
    private final Map<Long, Long> known = new HashMap<>();

    /** Sessions and groups led by somebody who belonged; they outlive their leader. */
    private final Set<Long> led = new HashSet<>();

    /** Who was found to be a stranger; nobody becomes a member later. */
    private final Set<Member> strangers = new HashSet<>();

    /** A family without members; {@code outsiders} are numbers that never belong, whatever speaks for it. */
    public Family(Marks marks, Set<Long> outsiders) {
        this.marks = marks;
        this.outsiders = Set.copyOf(outsiders);
    }

    /** Its first member: nobody who started earlier belongs. */
    public void begin(Member first) {
        firstStart = first.start();
        known.put(first.pid(), first.start());
    }

    /** The session or process group {@code leader} is the hook's. */
    public void lead(long leader) {
        led.add(leader);
    }

    /**
     * Who belongs, of {@code entries}, which are all processes or those of interest; zombies do not. Parents come before
     * their children, for signals to be sent in this order: a shell whose child was ended first goes on to its next
     * command, or to its end, before the signal for itself arrives, and its trap never runs.
     */
    public Set<Member> membersOf(List<ProcessEntry> entries) {
        entries.forEach(this::forgetReused);
        Set<Member> members = new LinkedHashSet<>();
        Set<Long> pids = new HashSet<>();
        int before;
        do {
            before = members.size();
            for (ProcessEntry entry : entries) {
                if (!entry.ended()
                        && !members.contains(entry.member())
                        && !outsiders.contains(entry.pid())
                        && (pids.contains(entry.links().parent()) || belongs(entry))) {
                    members.add(entry.member());
                    pids.add(entry.pid());
                    learn(entry);
                }
            }
        } while (members.size() > before);
        return parentsFirst(members, entries);
    }

    private static Set<Member> parentsFirst(Set<Member> members, List<ProcessEntry> entries) {
        List<ProcessEntry> left = new ArrayList<>(entries);
        left.removeIf(entry -> !members.contains(entry.member()));
        Set<Member> sorted = new LinkedHashSet<>();
        while (!left.isEmpty()) {
            Set<Long> waiting = left.stream().map(ProcessEntry::pid).collect(Collectors.toSet());
            List<ProcessEntry> next = left.stream()
                    .filter(entry -> !waiting.contains(entry.links().parent()))
                    .toList();
            // a list made while processes end and numbers are given anew may hold a circle
            List<ProcessEntry> taken = next.isEmpty() ? List.copyOf(left) : next;
            taken.forEach(entry -> sorted.add(entry.member()));
            left.removeIf(entry -> sorted.contains(entry.member()));
        }
        return sorted;
    }

    /** The process groups of {@code members} that are the hook's own as a whole. */
    public Set<Long> groupsOf(Set<Member> members, List<ProcessEntry> entries) {
        Set<Long> groups = new HashSet<>();
        for (ProcessEntry entry : entries) {
            boolean ours = led.contains(entry.links().session())
                    || led.contains(entry.links().group());
            if (ours && (members.contains(entry.member()) || belongs(entry))) {
                groups.add(entry.links().group());
            }
        }
        return groups;
    }

    /** The starts of everybody who ever belonged, by number. */
    public Map<Long, Long> known() {
        return Map.copyOf(known);
    }

    private boolean belongs(ProcessEntry entry) {
        Member member = entry.member();
        if (member.start() < firstStart || strangers.contains(member)) {
            return false;
        }
        Long start = known.get(member.pid());
        if (start != null && start == member.start()
                || led.contains(entry.links().session())
                || led.contains(entry.links().group())) {
            return true;
        }
        Mark mark = marks.of(entry);
        if (mark == Mark.STRANGE) {
            strangers.add(member);
        }
        return mark == Mark.OURS;
    }

    private void learn(ProcessEntry entry) {
        known.put(entry.pid(), entry.member().start());
        if (entry.links().session() == entry.pid() || entry.links().group() == entry.pid()) {
            led.add(entry.pid());
        }
    }

    /** A number is not given away while a session or group has it: another process with it means that these are gone. */
    private void forgetReused(ProcessEntry entry) {
        Long start = known.get(entry.pid());
        if (start != null && start != entry.member().start()) {
            known.remove(entry.pid());
            led.remove(entry.pid());
        }
    }
}
