package io.jenkins.plugins.deployhooks.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Signal;
import io.jenkins.plugins.deployhooks.engine.plan.Definitions;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way through a small plan, by trying each end and each abort at each point: nothing is left to chance. */
@Tag("long")
class LifecycleEveryStateTest {
    private int ways;

    @ParameterizedTest
    @EnumSource(Facts.Archive.State.class)
    @Requirement({"S17", "S18", "S23", "S24", "S25", "S56"})
    void everyPromiseHoldsOnEveryWayWithUpToThreeTroubles(Facts.Archive.State archive) {
        Plan plan = Definitions.oneHookEach().readiness().archive(archive).plan();
        explore(plan, List.of(new Signal.PhaseEntered(Phase.BUILD)), 3);
        assertThat(ways).as("ways through the plan").isGreaterThan(1_500);
    }

    @ParameterizedTest
    @EnumSource(Facts.Archive.State.class)
    @Requirement({"S3", "S17", "S25"})
    void everyPromiseHoldsOnEveryWayWhereThePhasesAreApart(Facts.Archive.State archive) {
        Plan plan = Definitions.oneHookEach().apart().archive(archive).plan();
        explore(plan, List.of(new Signal.PhaseEntered(Phase.BUILD)), 3);
        assertThat(ways).as("ways through the plan").isGreaterThan(1_000);
    }

    @Test
    @Requirement({"S17", "S25", "X11"})
    void everyPromiseHoldsOnEveryWayWhereARestoreKeyHasFoundAnArchive() {
        Plan plan = Definitions.oneHookEach().readiness().nearest("v1-abc").plan();
        explore(plan, List.of(new Signal.PhaseEntered(Phase.BUILD)), 3);
        assertThat(ways).as("ways through the plan").isGreaterThan(1_500);
    }

    @Test
    @Requirement("S25")
    void everyPromiseHoldsOnEveryWayWithFiveTroublesInAShortPlan() {
        Plan plan = new Definitions()
                .hook("preRun", "a")
                .hook("runSucceeded", "a")
                .hook("runFailed", "a")
                .hook("cleanup", "a")
                .plan();
        explore(plan, List.of(new Signal.PhaseEntered(Phase.BUILD)), 5);
        assertThat(ways).as("ways through the plan").isGreaterThan(2_000);
    }

    /** Plays {@code way} from the start, then every continuation with at most {@code troubles} more troubles in it. */
    private void explore(Plan plan, List<Signal> way, int troubles) {
        Lifecycle lifecycle = new Lifecycle(plan);
        Trace trace = new Trace(plan);
        LifecycleState state = LifecycleState.INITIAL;
        Command command = null;
        for (Signal signal : way) {
            trace.signalled(signal);
            Transition transition = lifecycle.apply(LifecycleState.decode(state.encode()), signal);
            trace.answered(transition);
            state = transition.state();
            command = transition.command() instanceof Command.Nothing ? command : transition.command();
        }
        if (trace.isFinished()) {
            ways++;
            return;
        }
        for (Signal signal : possible(command)) {
            boolean trouble = !(signal instanceof Signal.PhaseEntered)
                    && !(signal instanceof Signal.Ended ended && ended.end() == End.OK);
            if (!trouble || troubles > 0) {
                List<Signal> longer = new ArrayList<>(way);
                longer.add(signal);
                explore(plan, longer, trouble ? troubles - 1 : troubles);
            }
        }
    }

    private static List<Signal> possible(Command command) {
        if (command instanceof Command.AwaitPhase) {
            return List.of(
                    new Signal.PhaseEntered(Phase.RUN),
                    new Signal.Overtaken(),
                    new Signal.Interrupted("user"),
                    new Signal.Closed(End.FAILED, "between"));
        }
        String stepId = command instanceof Command.Run run ? run.stepId() : ((Command.Stop) command).stepId();
        List<Signal> signals = new ArrayList<>(List.of(new Signal.Interrupted("user")));
        for (End end : List.of(End.OK, End.FAILED, End.ABORTED)) {
            signals.add(new Signal.Closed(end, "closed"));
        }
        for (End end : List.of(End.OK, End.FAILED, End.TIMED_OUT, End.ABORTED, End.LOST)) {
            signals.add(new Signal.Ended(stepId, end, stepId + " " + end));
        }
        return signals;
    }
}
