package io.jenkins.plugins.deployhooks.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.Rules;
import io.jenkins.plugins.deployhooks.engine.definition.hook.FailurePolicy;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Signal;
import io.jenkins.plugins.deployhooks.engine.plan.Definitions;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.profile.Profiles;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Any plan, any ends, aborts, lost agents and restarts at any point: the promises hold. What is promised is in {@link
 * Trace}.
 */
class LifecyclePropertyTest {
    private static final List<String> EVENTS = Profiles.get("native").eventNames();

    /** What the world does, one number after the other, so that a failing case can be shrunk. */
    private static final class World {
        private final Random random;
        private final int trouble;

        World(long seed, int trouble) {
            this.random = new Random(seed);
            this.trouble = trouble;
        }

        boolean happens() {
            return random.nextInt(100) < trouble;
        }

        <T> T pick(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }
    }

    @Property(tries = 20_000)
    @Requirement({"S17", "S18", "S23", "S24", "S25", "S56"})
    void everyPromiseHoldsWhateverHappens(
            @ForAll("plans") Plan plan, @ForAll long seed, @ForAll("troubles") int trouble) {
        World world = new World(seed, trouble);
        Player player = new Player(plan);
        Command command = new Command.AwaitPhase();
        for (int steps = 0; !player.trace.isFinished(); steps++) {
            assertThat(steps).as("it comes to an end").isLessThan(10_000);
            command = next(world, player, command);
        }
        player.nothingFollows();
    }

    private static Command next(World world, Player player, Command command) {
        if (world.happens()) {
            player.restart();
        }
        if (command instanceof Command.AwaitPhase) {
            if (world.happens()) {
                return player.signal(new Signal.Interrupted("between the phases"));
            }
            if (world.happens()) {
                return player.signal(new Signal.Closed(
                        world.pick(List.of(End.OK, End.UNSTABLE, End.FAILED, End.LOST, End.ABORTED)), "between"));
            }
            boolean first = player.state.cursor().status() == LifecycleState.Status.NEW;
            return player.signal(new Signal.PhaseEntered(first && !world.happens() ? Phase.BUILD : Phase.RUN));
        }
        String stepId = command instanceof Command.Run run ? run.stepId() : ((Command.Stop) command).stepId();
        if (world.happens()) {
            Command stop = player.signal(new Signal.Interrupted("interrupt"));
            assertThat(stop).isInstanceOf(Command.Stop.class);
            assertThat(((Command.Stop) stop).stepId()).isEqualTo(stepId);
            return stop;
        }
        if (world.happens() && world.happens()) {
            return player.close(world.pick(List.of(End.OK, End.UNSTABLE, End.FAILED, End.LOST, End.ABORTED)), command);
        }
        boolean body = Set.of("build", "run", "rest").contains(stepId);
        List<End> bad = List.of(End.FAILED, End.TIMED_OUT, End.ABORTED, End.LOST, body ? End.UNSTABLE : End.FAILED);
        End end = world.happens() ? world.pick(bad) : End.OK;
        return player.signal(new Signal.Ended(stepId, end, stepId + " " + end));
    }

    /** A state machine with an observer; can be put to sleep and woken up at any point. */
    private static final class Player {
        private final Lifecycle lifecycle;
        private final Trace trace;
        private LifecycleState state = LifecycleState.INITIAL;
        private Command last = new Command.AwaitPhase();

        Player(Plan plan) {
            lifecycle = new Lifecycle(plan);
            trace = new Trace(plan);
        }

        Command signal(Signal signal) {
            trace.signalled(signal);
            Transition transition = lifecycle.apply(state, signal);
            trace.answered(transition);
            state = transition.state();
            last = transition.command();
            return last;
        }

        /** Whoever was to run a step is gone; what is still to be done then is what was to be done before. */
        Command close(End end, Command running) {
            Command next = signal(new Signal.Closed(end, "closed"));
            if (next instanceof Command.Nothing) {
                last = running;
            }
            return last;
        }

        void restart() {
            LifecycleState read = LifecycleState.decode(state.encode());
            assertThat(read).isEqualTo(state);
            Command resumed = lifecycle.resume(read).command();
            if (last instanceof Command.AwaitPhase) {
                assertThat(resumed).isEqualTo(last);
            } else {
                Command.Reattach reattach = (Command.Reattach) resumed;
                assertThat(reattach.stepId())
                        .isEqualTo(last instanceof Command.Run run ? run.stepId() : ((Command.Stop) last).stepId());
            }
            state = read;
        }

        void nothingFollows() {
            assertThat(lifecycle.resume(state).command()).isInstanceOf(Command.Finish.class);
            for (Signal late : List.of(new Signal.Interrupted("late"), new Signal.Closed(End.OK, ""))) {
                assertThat(lifecycle.apply(state, late).command()).isInstanceOf(Command.Nothing.class);
            }
            for (Signal wrong : List.of(
                    new Signal.PhaseEntered(Phase.BUILD),
                    new Signal.PhaseEntered(Phase.RUN),
                    new Signal.Ended("build", End.OK, ""))) {
                assertThatThrownBy(() -> lifecycle.apply(state, wrong)).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Provide
    Arbitrary<Integer> troubles() {
        return Arbitraries.of(0, 5, 20, 50);
    }

    @Provide
    Arbitrary<Plan> plans() {
        Arbitrary<List<HookShape>> hooks = Combinators.combine(
                        Arbitraries.of(EVENTS),
                        Arbitraries.of(FailurePolicy.class),
                        Arbitraries.integers().between(0, 2))
                .as(HookShape::new)
                .list()
                .ofMaxSize(10);
        return Combinators.combine(
                        hooks,
                        Arbitraries.of(Facts.Archive.State.class),
                        Arbitraries.of(Besides.class).set(),
                        Arbitraries.of(EVENTS).set(),
                        Arbitraries.of(Reused.class))
                .as(LifecyclePropertyTest::plan);
    }

    /** What else there is of earlier deployments. */
    private enum Reused {
        NOTHING,
        NEAREST,
        DEPENDENCIES,
        UNSTABLE_BUILDS,
        REFUSED,
        IGNORED
    }

    /** What a deployment has beside hooks and bodies. */
    private enum Besides {
        READINESS,
        PLACES_APART,
        REST
    }

    private record HookShape(String event, FailurePolicy policy, int retries) {}

    private static Plan plan(
            List<HookShape> hooks,
            Facts.Archive.State archive,
            Set<Besides> besides,
            Set<String> runAll,
            Reused reused) {
        // One hook each, so that it can be seen which events ran.
        Definitions definitions = Definitions.oneHookEach().archive(archive);
        switch (reused) {
            case NEAREST -> definitions.nearest("near");
            case DEPENDENCIES -> definitions.dependencies();
            case UNSTABLE_BUILDS -> definitions.savedAlways();
            case REFUSED -> definitions.deployed(Rules.SameCommitPolicy.ERROR);
            case IGNORED -> definitions.deployed(Rules.SameCommitPolicy.IGNORE);
            case NOTHING -> {}
        }
        if (besides.contains(Besides.READINESS)) {
            definitions.readiness();
        }
        if (besides.contains(Besides.PLACES_APART)) {
            definitions.apart();
        }
        if (besides.contains(Besides.REST)) {
            definitions.rest();
        }
        for (int i = 0; i < hooks.size(); i++) {
            HookShape hook = hooks.get(i);
            definitions
                    .hook(hook.event(), "h" + i)
                    .policy(hook.event(), hook.policy())
                    .retries(hook.event(), hook.retries(), Duration.ofSeconds(1));
        }
        runAll.forEach(definitions::runAll);
        return definitions.plan();
    }
}
