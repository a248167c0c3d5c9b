package io.jenkins.plugins.deployhooks.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Cause;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Signal;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Stopping;
import io.jenkins.plugins.deployhooks.engine.plan.Definitions;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.Section;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a deployment waits for, asked again after a restart, and which signals have no place then. */
@Requirement("S56")
class LifecycleResumeTest {
    private final Plan plan = Definitions.oneHookEach()
            .retries("preRun", 2, Duration.ofSeconds(3))
            .plan();

    private final Lifecycle lifecycle = new Lifecycle(plan);
    private LifecycleState state = LifecycleState.INITIAL;

    private Command signal(Signal signal) {
        Transition transition = lifecycle.apply(LifecycleState.decode(state.encode()), signal);
        state = transition.state();
        return transition.command();
    }

    private Command resumed() {
        Transition transition = lifecycle.resume(state);
        assertThat(transition.state()).isEqualTo(state);
        assertThat(transition.notes()).isEmpty();
        return transition.command();
    }

    /** Plays until {@code stepId} is to be run. */
    private Command until(String stepId) {
        Command command = signal(new Signal.PhaseEntered(Phase.BUILD));
        while (!(command instanceof Command.Run run && run.stepId().equals(stepId))) {
            command = command instanceof Command.Run run
                    ? signal(new Signal.Ended(run.stepId(), End.OK, ""))
                    : signal(new Signal.PhaseEntered(Phase.RUN));
        }
        return command;
    }

    private static void refused(Runnable signal, String message) {
        assertThatThrownBy(signal::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
    }

    @Test
    void aHookIsFoundAgainInTheAttemptItIsIn() {
        until("preRun/a");
        assertThat(resumed()).isEqualTo(new Command.Reattach("preRun/a", 1, Stopping.NO));
        Command again = signal(new Signal.Ended("preRun/a", End.FAILED, "no"));
        assertThat(again).isEqualTo(new Command.Run("preRun/a", 2, Duration.ofSeconds(3), false));
        assertThat(lifecycle.current(state)).isEqualTo(again);
        assertThat(resumed()).isEqualTo(new Command.Reattach("preRun/a", 2, Stopping.NO));
    }

    @Test
    void whatWasAskedOfAHookIsStillAskedOfIt() {
        until("preRun/a");
        assertThat(signal(new Signal.Interrupted("user"))).isEqualTo(new Command.Stop("preRun/a", false));
        assertThat(resumed()).isEqualTo(new Command.Reattach("preRun/a", 1, Stopping.ASKED));
        assertThat(signal(new Signal.Interrupted("user"))).isEqualTo(new Command.Stop("preRun/a", true));
        assertThat(resumed()).isEqualTo(new Command.Reattach("preRun/a", 1, Stopping.FORCED));
        signal(new Signal.Ended("preRun/a", End.ABORTED, "user"));
        assertThat(resumed()).isEqualTo(new Command.Reattach("runFailed/a", 1, Stopping.NO));
        assertThat(lifecycle.current(state)).isEqualTo(new Command.Run("runFailed/a", 1, Duration.ZERO, true));
    }

    @Test
    void whereNothingRunsItWaitsForAPhase() {
        assertThat(resumed()).isEqualTo(new Command.AwaitPhase());
        assertThat(lifecycle.current(state)).isEqualTo(new Command.AwaitPhase());
        Command command = signal(new Signal.PhaseEntered(Phase.BUILD));
        while (command instanceof Command.Run run) {
            assertThat(Lifecycle.isFinished(state)).isFalse();
            command = signal(new Signal.Ended(run.stepId(), End.OK, ""));
        }
        assertThat(resumed()).isEqualTo(new Command.AwaitPhase());
        assertThat(lifecycle.current(state)).isEqualTo(new Command.AwaitPhase());
    }

    @Test
    void whatIsFinishedStaysSoWithItsOutcome() {
        until("cleanup/a");
        assertThat(Lifecycle.isFinished(state)).isFalse();
        signal(new Signal.Ended("cleanup/a", End.OK, ""));
        assertThat(Lifecycle.isFinished(state)).isTrue();
        assertThat(resumed()).isEqualTo(new Command.Finish(Outcome.SUCCESS));
        assertThat(lifecycle.current(state)).isEqualTo(new Command.Finish(Outcome.SUCCESS));
        refused(
                () -> signal(new Signal.PhaseEntered(Phase.RUN)),
                "the run phase cannot begin: the deployment is finished: SUCCESS");
        refused(
                () -> signal(new Signal.Overtaken()),
                "the run phase has begun, so nothing that comes later changes it");
    }

    @Test
    void aPhaseCannotBeginInAnother() {
        until("postBuild/a");
        refused(
                () -> signal(new Signal.PhaseEntered(Phase.RUN)),
                "the run phase cannot begin: the deployment is still in its build phase");
    }

    @Test
    void onlyTheStepThatRunsCanEnd() {
        refused(() -> signal(new Signal.Ended("build", End.OK, "")), "step build is not running, so it cannot end");
        until("preRun/a");
        refused(() -> signal(new Signal.Ended("run", End.OK, "")), "step run is not running, so it cannot end");
    }

    @Test
    @Requirement("S25")
    void theRunPhaseAloneIsOneAndTheBuildPhaseCannotFollow() {
        Command command = signal(new Signal.PhaseEntered(Phase.RUN));
        assertThat(command).isEqualTo(new Command.Run("preRun/a", 1, Duration.ZERO, false));
        while (command instanceof Command.Run run) {
            command = signal(new Signal.Ended(run.stepId(), End.OK, ""));
        }
        assertThat(command).isEqualTo(new Command.Finish(Outcome.SUCCESS));
        refused(
                () -> signal(new Signal.PhaseEntered(Phase.BUILD)),
                "the build phase cannot begin: the deployment is finished: SUCCESS");
    }

    @Test
    @Requirement("S25")
    void whoeverClosesWhileAnAnswerRunsIsAnsweredAfterItAndAnAbortHurriesIt() {
        until("run");
        signal(new Signal.Ended("run", End.FAILED, "no"));
        Command answer = lifecycle.current(state);
        assertThat(answer).isEqualTo(new Command.Run("runFailed/a", 1, Duration.ZERO, false));
        assertThat(signal(new Signal.Closed(End.OK, ""))).isEqualTo(new Command.Nothing());
        assertThat(lifecycle.current(state)).isEqualTo(answer);
        assertThat(signal(new Signal.Closed(End.ABORTED, "user"))).isEqualTo(new Command.Nothing());
        assertThat(lifecycle.current(state)).isEqualTo(new Command.Run("runFailed/a", 1, Duration.ZERO, true));
        assertThat(resumed()).isEqualTo(new Command.Reattach("runFailed/a", 1, Stopping.ASKED));
        assertThat(state.findings().outcome()).isEqualTo(Outcome.FAILED);
    }

    private void closed(End end, String reason, Cause cause) {
        state = LifecycleState.INITIAL;
        until("preRun/a");
        boolean hurried = cause.outcome() == Outcome.ABORTED;
        assertThat(signal(new Signal.Closed(end, reason)))
                .isEqualTo(new Command.Run("runFailed/a", 1, Duration.ZERO, hurried));
        assertThat(state.findings().cause()).isEqualTo(cause);
    }

    @Test
    @Requirement("S25")
    void whoeverClosesWhileAStepRunsSaysHowItEnded() {
        String untold = "its phase has ended, and nobody told its own end";
        closed(End.OK, "", new Cause(Outcome.FAILED, "preRun/a", End.LOST, untold));
        closed(End.UNSTABLE, "", new Cause(Outcome.FAILED, "preRun/a", End.LOST, untold));
        closed(End.FAILED, "boom", new Cause(Outcome.FAILED, "preRun/a", End.FAILED, "boom"));
        closed(End.LOST, "gone", new Cause(Outcome.FAILED, "preRun/a", End.LOST, "gone"));
        closed(End.ABORTED, "user", new Cause(Outcome.ABORTED, "preRun/a", End.ABORTED, "user"));
    }

    @Test
    @Requirement("S25")
    void whoeverClosesAfterAnAbortLeavesItAborted() {
        until("preRun/a");
        signal(new Signal.Interrupted("user"));
        assertThat(signal(new Signal.Closed(End.FAILED, "boom")))
                .isEqualTo(new Command.Run("runFailed/a", 1, Duration.ZERO, true));
        assertThat(state.findings().cause()).isEqualTo(new Cause(Outcome.ABORTED, "preRun/a", End.ABORTED, "user"));
    }

    @Test
    @Requirement("S25")
    void anAbortThatClosesWhileRunSucceededRunsIsTheOutcome() {
        until("runSucceeded/a");
        signal(new Signal.Closed(End.ABORTED, "user"));
        assertThat(state.findings().cause())
                .isEqualTo(new Cause(Outcome.ABORTED, "runSucceeded/a", End.ABORTED, "user"));
        assertThat(resumed()).isEqualTo(new Command.Reattach("runSucceeded/a", 1, Stopping.ASKED));
    }

    @Test
    void betweenThePhasesItIsAtTheEndOfTheBuild() {
        Command command = signal(new Signal.PhaseEntered(Phase.BUILD));
        while (command instanceof Command.Run run) {
            command = signal(new Signal.Ended(run.stepId(), End.OK, ""));
        }
        assertThat(state.cursor())
                .isEqualTo(new LifecycleState.Cursor(
                        Section.BUILD, plan.position("save"), 0, LifecycleState.Status.WAITING));
    }
}
