package io.jenkins.plugins.deployhooks.engine.process.stop;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * SIGTERM to the whole tree, the grace, SIGKILL to what is left, again and again until nothing is left; then says who
 * survived. For one thread, for one use.
 */
public final class StopSequence {
    private static final long SHORTEST_PAUSE = Duration.ofMillis(2).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMillis(200).toNanos();

    private final ProcessTree tree;
    private final Timing timing;
    private final Duration grace;
    private final Duration limit;
    private final Set<Member> asked = new HashSet<>();
    private final Set<Member> forced = new HashSet<>();

    /**
     * Prepares to end {@code tree}.
     *
     * @param grace between SIGTERM and SIGKILL; zero: SIGKILL follows at once
     * @param limit how long SIGKILL is repeated before the rest is reported as survivors
     */
    public StopSequence(ProcessTree tree, Timing timing, Duration grace, Duration limit) {
        this.tree = tree;
        this.timing = timing;
        this.grace = grace;
        this.limit = limit;
    }

    /** Does it; takes the grace and the limit at most. */
    public StopOutcome run() {
        Set<Member> left = timing.forced() ? look() : askAndWait();
        return new StopOutcome(asked, forced, force(left));
    }

    private Set<Member> askAndWait() {
        long start = timing.nanoTime();
        long pause = SHORTEST_PAUSE;
        while (true) {
            Set<Member> alive = look();
            long remaining = grace.toNanos() - (timing.nanoTime() - start);
            if (alive.isEmpty() || timing.forced()) {
                return alive;
            }
            askUnlessCleaningUp(alive);
            if (remaining <= 0) {
                return alive;
            }
            timing.pause(Math.min(pause, remaining));
            pause = Math.min(pause * 2, LONGEST_PAUSE);
        }
    }

    /**
     * Who appears during the grace is left alone as long as somebody lives that was asked: it may be what a trap
     * handler runs to clean up. Once these are gone, nobody waits for the others, and they are asked too.
     */
    private void askUnlessCleaningUp(Set<Member> alive) {
        if (alive.stream().noneMatch(asked::contains)) {
            asked.addAll(alive);
            tree.ask(alive);
        }
    }

    private Set<Member> force(Set<Member> first) {
        Set<Member> alive = first;
        long start = timing.nanoTime();
        long pause = SHORTEST_PAUSE;
        while (!alive.isEmpty()) {
            forced.addAll(alive);
            tree.force(alive);
            if (timing.nanoTime() - start >= limit.toNanos()) {
                return look();
            }
            timing.pause(pause);
            alive = look();
            pause = Math.min(pause * 2, LONGEST_PAUSE);
        }
        return Set.of();
    }

    /** A child born behind the look's back, whose parent ended before the look came there, is seen by a second look. */
    private Set<Member> look() {
        Set<Member> alive = tree.alive();
        return alive.isEmpty() ? tree.alive() : alive;
    }
}
