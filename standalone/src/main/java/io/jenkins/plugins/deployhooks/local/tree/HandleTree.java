package io.jenkins.plugins.deployhooks.local.tree;

import io.jenkins.plugins.deployhooks.engine.process.stop.Member;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where there is no {@code /proc}: the descendants, and those seen before. A child that is left by its parents between
 * two looks is not found.
 */
final class HandleTree implements HookTree {
    private final ProcessHandle root;
    private final Map<Member, ProcessHandle> known = new HashMap<>();

    HandleTree(Process root) {
        this.root = root.toHandle();
    }

    @Override
    public void remember() {
        Set<ProcessHandle> parents = new HashSet<>(known.values());
        parents.add(root);
        parents.stream()
                .flatMap(parent -> Stream.concat(Stream.of(parent), parent.descendants()))
                .forEach(handle -> known.put(member(handle), handle));
    }

    @Override
    public Set<Member> alive() {
        remember();
        known.values().removeIf(handle -> !handle.isAlive());
        return known.keySet().stream()
                // who started later may be a child of who started earlier, and parents come first
                .sorted(Comparator.comparingLong(Member::start).thenComparingLong(Member::pid))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public Set<Member> leftBehind() {
        return alive();
    }

    @Override
    public void ask(Set<Member> members) {
        members.stream().filter(known::containsKey).map(known::get).forEach(ProcessHandle::destroy);
    }

    @Override
    public void force(Set<Member> members) {
        members.stream().filter(known::containsKey).map(known::get).forEach(ProcessHandle::destroyForcibly);
    }

    private static Member member(ProcessHandle handle) {
        ProcessHandle.Info info = handle.info();
        long start = info.startInstant().map(Instant::toEpochMilli).orElse(0L);
        String name = info.command()
                .map(command -> String.valueOf(Path.of(command).getFileName()))
                .orElse("?");
        return new Member(handle.pid(), start, name);
    }
}
