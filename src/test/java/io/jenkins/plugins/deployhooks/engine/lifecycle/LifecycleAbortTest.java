package io.jenkins.plugins.deployhooks.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Signal;
import io.jenkins.plugins.deployhooks.engine.plan.Definitions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What follows an abort, wherever it comes. */
class LifecycleAbortTest {
    private static Simulation play(Definitions definitions) {
        return new Simulation(definitions.plan());
    }

    @Test
    void anAbortIsNeverTriedAgain() {
        Definitions all = Definitions.oneHookEach().retries("preRun", 5, Duration.ZERO);
        Simulation play = play(all).interrupted("preRun/a", 1).run();
        assertThat(play.ran.stream().filter("preRun/a"::equals)).hasSize(1);
        assertThat(play.outcome).isEqualTo(Outcome.ABORTED);
    }

    @Test
    void anAbortStopsTheHookThenRunFailedAndCleanupRunInAHurry() {
        Simulation play =
                play(Definitions.oneHookEach()).interrupted("preRun/a", 1).run();
        assertThat(play.ran).endsWith("preRun/a", "runFailed/a", "cleanup/a");
        assertThat(play.stops).containsExactly(new Command.Stop("preRun/a", false));
        assertThat(play.runs.subList(play.runs.size() - 2, play.runs.size())).allMatch(Command.Run::hurried);
        assertThat(play.outcome).isEqualTo(Outcome.ABORTED);
    }

    @Test
    void aSecondAbortOfTheSameStepTakesItsGrace() {
        Simulation play = play(Definitions.oneHookEach()).interrupted("run", 2).run();
        assertThat(play.stops).containsExactly(new Command.Stop("run", false), new Command.Stop("run", true));
        assertThat(play.ran).endsWith("run", "runFailed/a", "cleanup/a");
    }

    @Test
    void aFurtherAbortEndsRunFailedAndCleanupToo() {
        Simulation play = play(Definitions.oneHookEach())
                .interrupted("run", 1)
                .interrupted("runFailed/a", 1)
                .run();
        assertThat(play.ran).endsWith("run", "runFailed/a").doesNotContain("cleanup/a");
        assertThat(play.skipped).containsEntry("cleanup/a", "aborted again");
        assertThat(play.outcome).isEqualTo(Outcome.ABORTED);
    }

    @Test
    @Requirement("D16")
    void cleanupRunsThoughTheFirstAbortComesInRunFailed() {
        Simulation play = play(Definitions.oneHookEach())
                .ends("build", End.FAILED)
                .interrupted("runFailed/a", 1)
                .run();
        assertThat(play.ran).endsWith("runFailed/a", "cleanup/a");
        assertThat(play.outcome).isEqualTo(Outcome.FAILED);
    }

    @Test
    void anAbortInRunSucceededMakesItAbortedWithoutRunFailed() {
        Simulation play =
                play(Definitions.oneHookEach()).interrupted("runSucceeded/a", 1).run();
        assertThat(play.ran).endsWith("run", "runSucceeded/a", "cleanup/a").doesNotContain("runFailed/a");
        assertThat(play.outcome).isEqualTo(Outcome.ABORTED);
    }

    @Test
    void anAbortBetweenThePhasesIsAnsweredToo() {
        Simulation play = play(Definitions.oneHookEach());
        play.drive(play.signal(new Signal.PhaseEntered(Phase.BUILD)));
        play.drive(play.signal(new Signal.Interrupted("user")));
        assertThat(play.ran).endsWith("postBuild/a", "runFailed/a", "cleanup/a");
        assertThat(play.outcome).isEqualTo(Outcome.ABORTED);
    }

    @Test
    void afterAnAbortNoHookIsTriedAgain() {
        Definitions all = Definitions.oneHookEach().retries("runFailed", 3, Duration.ZERO);
        Simulation play =
                play(all).interrupted("run", 1).ends("runFailed/a", End.FAILED).run();
        assertThat(play.ran.stream().filter("runFailed/a"::equals)).hasSize(1);
        assertThat(play.ran).endsWith("cleanup/a");
    }

    @Test
    void aSecondAbortInRunSucceededEndsCleanupToo() {
        Simulation play =
                play(Definitions.oneHookEach()).interrupted("runSucceeded/a", 2).run();
        assertThat(play.ran).endsWith("run", "runSucceeded/a");
        assertThat(play.skipped)
                .containsEntry("runFailed/a", "the deployment had succeeded")
                .containsEntry("cleanup/a", "aborted again");
        assertThat(play.outcome).isEqualTo(Outcome.ABORTED);
    }

    @Test
    @Requirement("D16")
    void whatIsLeftOfAnAbortedAnswerIsSkippedAndCleanupRuns() {
        Definitions two = Definitions.oneHookEach().hook("runFailed", "b").hook("cleanup", "b");
        Simulation play = play(two)
                .ends("run", End.FAILED)
                .interrupted("runFailed/a", 1)
                .interrupted("cleanup/a", 1)
                .run();
        assertThat(play.ran).endsWith("run", "runFailed/a", "cleanup/a");
        assertThat(play.skipped).containsEntry("runFailed/b", "aborted");
        assertThat(play.outcome).isEqualTo(Outcome.FAILED);
    }
}
