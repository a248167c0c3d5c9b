package io.jenkins.plugins.deployhooks.engine.process.stop;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The sequence against a machine that is simulated, with a clock of its own. */
@Requirement("S38")
class StopSequenceTest {
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /**
     * How a process behaves.
     *
     * @param obeysAfter milliseconds from SIGTERM to its end; negative: it ignores SIGTERM
     * @param diesAfter milliseconds from SIGKILL to its end; negative: never
     * @param children how many it starts when it gets SIGTERM, each like itself but childless
     */
    record Behaviour(int obeysAfter, int diesAfter, int children) {}

    @Provide
    Arbitrary<List<Behaviour>> processes() {
        Arbitrary<Integer> obeys =
                Arbitraries.oneOf(Arbitraries.just(-1), Arbitraries.integers().between(0, 20_000));
        Arbitrary<Integer> dies = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 50),
                Arbitraries.just(-1),
                Arbitraries.integers().between(0, 9_000));
        return Combinators.combine(obeys, dies, Arbitraries.integers().between(0, 2))
                .as(Behaviour::new)
                .list()
                .ofMaxSize(8);
    }

    @Property(tries = 500)
    void itEndsInTimeAndTellsTheTruthAboutSurvivors(@ForAll("processes") @Size(max = 8) List<Behaviour> behaviours) {
        Simulation machine = new Simulation(behaviours, Long.MAX_VALUE);
        StopOutcome outcome = machine.stop();

        assertThat(machine.millis).isLessThanOrEqualTo(GRACE.plus(LIMIT).toMillis() + 500);
        assertThat(outcome.survivors()).isEqualTo(machine.alive());
        assertThat(outcome.survivors())
                .allMatch(member -> machine.of(member).behaviour.diesAfter() < 0);
        assertThat(outcome.forced()).containsAll(outcome.survivors());
    }

    @Property(tries = 500)
    void nobodyIsForcedBeforeTheGraceIsOverAndAllWereAskedAtFirst(@ForAll("processes") List<Behaviour> behaviours) {
        Simulation machine = new Simulation(behaviours, Long.MAX_VALUE);
        Set<Member> atFirst = machine.alive();
        StopOutcome outcome = machine.stop();

        assertThat(machine.firstForce).isGreaterThanOrEqualTo(GRACE.toMillis());
        assertThat(outcome.asked()).containsAll(atFirst);
        boolean obedient = behaviours.stream().allMatch(one -> one.obeysAfter() >= 0 && one.obeysAfter() < 5_000);
        if (obedient) {
            assertThat(outcome.forced()).isEmpty();
        }
    }

    @Property(tries = 300)
    void forceEndsTheGrace(
            @ForAll("processes") List<Behaviour> behaviours, @ForAll @IntRange(max = 20_000) int forcedAt) {
        Simulation machine = new Simulation(behaviours, forcedAt);
        StopOutcome outcome = machine.stop();

        if (!outcome.forced().isEmpty()) {
            assertThat(machine.firstForce)
                    .isBetween(
                            Math.min((long) forcedAt, GRACE.toMillis()),
                            Math.min((long) forcedAt, GRACE.toMillis()) + 200);
        }
        assertThat(outcome.survivors()).isEqualTo(machine.alive());
    }

    @Example
    void forceFromTheBeginningAsksNobody() {
        Simulation machine = new Simulation(List.of(new Behaviour(5, 5, 0)), 0);
        StopOutcome outcome = machine.stop();
        assertThat(outcome.asked()).isEmpty();
        assertThat(outcome.forced()).hasSize(1);
        assertThat(machine.millis).isLessThan(100);
    }

    @Example
    void whatATrapHandlerStartsIsLeftAloneWhileItLives() {
        Simulation machine = new Simulation(List.of(new Behaviour(3_000, 0, 1)), Long.MAX_VALUE);
        StopOutcome outcome = machine.stop();
        Simulation.Running child = machine.processes.get(1);
        assertThat(child.askedAt).isGreaterThanOrEqualTo(3_000);
        assertThat(outcome.forced()).isEmpty();
        assertThat(outcome.describe()).isEqualTo("All of it ended after SIGTERM.");
    }

    @Example
    void survivorsAreNamedByNumber() {
        StopOutcome outcome = new Simulation(List.of(new Behaviour(-1, -1, 0)), Long.MAX_VALUE).stop();
        assertThat(outcome.describe()).contains("100 (p100)", "still running");
    }

    @Example
    void nothingToStop() {
        StopOutcome outcome = new Simulation(List.of(), Long.MAX_VALUE).stop();
        assertThat(outcome.asked()).isEmpty();
        assertThat(outcome.describe()).contains("Nothing");
    }

    @Property(tries = 500)
    void oneEmptyLookProvesNothing(
            @ForAll("processes") List<Behaviour> behaviours,
            @ForAll @IntRange(min = 1, max = 30) int blindLook,
            @ForAll boolean forced) {
        Simulation machine = new Simulation(behaviours, forced ? 0 : Long.MAX_VALUE);
        machine.blindLook = blindLook;
        StopOutcome outcome = machine.stop();
        machine.blindLook = 0;
        assertThat(outcome.survivors()).isEqualTo(machine.alive());
    }

    @Example
    void longListsAreCut() {
        Set<Member> many = java.util.stream.LongStream.range(1, 31)
                .mapToObj(pid -> new Member(pid, 0, "x"))
                .collect(Collectors.toSet());
        assertThat(StopOutcome.list(many)).startsWith("1 (x), 2 (x)").endsWith("10 (x) and 20 more");
    }

    /** A machine whose time passes only while the sequence waits. */
    private static final class Simulation implements ProcessTree, Timing {
        final List<Running> processes = new ArrayList<>();
        final long forcedFrom;
        long millis;
        long firstForce = Long.MAX_VALUE;
        int looks;
        int blindLook;

        static final class Running {
            final Member member;
            final Behaviour behaviour;
            long askedAt = -1;
            long endsAt = Long.MAX_VALUE;

            Running(Member member, Behaviour behaviour) {
                this.member = member;
                this.behaviour = behaviour;
            }
        }

        Simulation(List<Behaviour> behaviours, long forcedFrom) {
            behaviours.forEach(this::start);
            this.forcedFrom = forcedFrom;
        }

        StopOutcome stop() {
            return new StopSequence(this, this, GRACE, LIMIT).run();
        }

        Running of(Member member) {
            return processes.stream()
                    .filter(running -> running.member.equals(member))
                    .findFirst()
                    .orElseThrow();
        }

        private void start(Behaviour behaviour) {
            long pid = 100L + processes.size();
            processes.add(new Running(new Member(pid, millis, "p" + pid), behaviour));
        }

        @Override
        public Set<Member> alive() {
            if (++looks == blindLook) {
                return Set.of();
            }
            return processes.stream()
                    .filter(running -> running.endsAt > millis)
                    .map(running -> running.member)
                    .collect(Collectors.toSet());
        }

        @Override
        public void ask(Set<Member> members) {
            for (Member member : members) {
                Running running = of(member);
                running.askedAt = millis;
                Behaviour behaviour = running.behaviour;
                if (behaviour.obeysAfter() >= 0) {
                    running.endsAt = Math.min(running.endsAt, millis + behaviour.obeysAfter());
                }
                for (int i = 0; i < behaviour.children(); i++) {
                    start(new Behaviour(behaviour.obeysAfter(), behaviour.diesAfter(), 0));
                }
            }
        }

        @Override
        public void force(Set<Member> members) {
            firstForce = Math.min(firstForce, millis);
            for (Member member : members) {
                Running running = of(member);
                if (running.behaviour.diesAfter() >= 0) {
                    running.endsAt = Math.min(running.endsAt, millis + running.behaviour.diesAfter());
                }
            }
        }

        @Override
        public long nanoTime() {
            return Duration.ofMillis(millis).toNanos();
        }

        @Override
        public void pause(long nanos) {
            millis += Math.max(1, Duration.ofNanos(nanos).toMillis());
        }

        @Override
        public boolean forced() {
            return millis >= forcedFrom;
        }
    }
}
