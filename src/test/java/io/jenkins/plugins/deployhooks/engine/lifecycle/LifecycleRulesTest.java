package io.jenkins.plugins.deployhooks.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.Rules;
import io.jenkins.plugins.deployhooks.engine.definition.hook.FailurePolicy;
import io.jenkins.plugins.deployhooks.engine.definition.hook.When;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Note;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Signal;
import io.jenkins.plugins.deployhooks.engine.plan.Definitions;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of things, one rule a test. */
class LifecycleRulesTest {
    private static Simulation play(Definitions definitions) {
        return new Simulation(definitions.plan());
    }

    @Test
    @Requirement("S1")
    void withoutHooksOnlyTheBodiesRun() {
        assertThat(play(new Definitions()).run().ran).containsExactly("build", "run");
    }

    @Test
    @Requirement({"S3", "S11", "S16", "S20", "S22"})
    void hooksBodiesAndArchiveFollowEachOther() {
        Definitions all = Definitions.oneHookEach().archive(Facts.Archive.State.MISS);
        assertThat(play(all).run().ran)
                .containsExactly(
                        "preBuild/a", "build", "postBuild/a", "save", "preRun/a", "run", "runSucceeded/a", "cleanup/a");
    }

    @Test
    @Requirement("S12")
    void afterAFailedPreBuildOnlyRunFailedAndCleanupRun() {
        Simulation play =
                play(Definitions.oneHookEach()).ends("preBuild/a", End.FAILED).run();
        assertThat(play.ran).containsExactly("preBuild/a", "runFailed/a", "cleanup/a");
        assertThat(play.outcome).isEqualTo(Outcome.FAILED);
        assertThat(play.skipped.get("build")).isEqualTo("not reached: preBuild/a failed");
    }

    @Test
    @Requirement({"S13", "S18", "S22", "X11"})
    void fromCacheTheArchiveComesFirstAndTheBuildIsSkipped() {
        Definitions all = Definitions.oneHookEach().archive(Facts.Archive.State.HIT);
        Simulation play = play(all).run();
        assertThat(play.ran).containsExactly("restore", "preBuild/a", "preRun/a", "run", "runSucceeded/a", "cleanup/a");
        assertThat(play.skipped)
                .containsEntry("build", "from cache")
                .containsEntry("postBuild/a", "from cache")
                .containsEntry("save", "from cache");
    }

    @Test
    void anArchiveThatCannotBeUsedMeansToBuildAfterAll() {
        Definitions all = Definitions.oneHookEach().archive(Facts.Archive.State.HIT);
        Simulation play = play(all).ends("restore", End.FAILED).run();
        assertThat(play.ran)
                .containsExactly(
                        "restore",
                        "preBuild/a",
                        "build",
                        "postBuild/a",
                        "save",
                        "preRun/a",
                        "run",
                        "runSucceeded/a",
                        "cleanup/a");
        assertThat(play.outcome).isEqualTo(Outcome.SUCCESS);
        assertThat(play.notes).containsExactly(new Note(Note.Kind.WARNING, "restore", "restore FAILED"));
    }

    @Test
    @Requirement("S17")
    void aFailedPostBuildFailsTheDeploymentAndLeavesNoArchive() {
        Definitions all = Definitions.oneHookEach().archive(Facts.Archive.State.MISS);
        Simulation play = play(all).ends("postBuild/a", End.FAILED).run();
        assertThat(play.ran).containsExactly("preBuild/a", "build", "postBuild/a", "runFailed/a", "cleanup/a");
        assertThat(play.outcome).isEqualTo(Outcome.FAILED);
    }

    @Test
    @Requirement("S17")
    void aFailedPostBuildLeavesNoArchiveEvenWhereItsPolicyLetsTheDeploymentGoOn() {
        Definitions all =
                Definitions.oneHookEach().archive(Facts.Archive.State.MISS).policy("postBuild", FailurePolicy.IGNORE);
        Simulation play = play(all).ends("postBuild/a", End.FAILED).run();
        assertThat(play.ran).doesNotContain("save").contains("runSucceeded/a");
        assertThat(play.skipped.get("save")).contains("no archive");
    }

    @Test
    void anUnstableBuildLeavesAnArchiveOnlyWhereThatIsAskedFor() {
        Definitions all = Definitions.oneHookEach().archive(Facts.Archive.State.MISS);
        Simulation play = play(all).ends("build", End.UNSTABLE).run();
        assertThat(play.ran).doesNotContain("save").contains("run");
        assertThat(play.skipped.get("save")).contains("unstable", "cache.saveWhen");
        assertThat(play(all.savedAlways()).ends("build", End.UNSTABLE).run().ran)
                .contains("save");
        assertThat(play(all.savedAlways()).ends("build", End.FAILED).run().ran).doesNotContain("save");
    }

    @Test
    @Requirement("S19")
    void withArchivesSwitchedOffNoneIsRestoredOrSaved() {
        Definitions all =
                Definitions.oneHookEach().archive(Facts.Archive.State.HIT).withoutArchives();
        assertThat(play(all).run().ran)
                .containsExactly(
                        "preBuild/a", "build", "postBuild/a", "preRun/a", "run", "runSucceeded/a", "cleanup/a");
    }

    @Test
    @Requirement({"S20", "S21"})
    void aFailedPreRunComesAfterTheArchiveWhichStays() {
        Definitions all = Definitions.oneHookEach().archive(Facts.Archive.State.MISS);
        Simulation play = play(all).ends("preRun/a", End.TIMED_OUT).run();
        assertThat(play.ran)
                .containsExactly("preBuild/a", "build", "postBuild/a", "save", "preRun/a", "runFailed/a", "cleanup/a");
        assertThat(play.outcome).isEqualTo(Outcome.FAILED);
    }

    @Test
    @Requirement("S23")
    void runFailedStartsOnlyAfterTheRunBodyHasEnded() {
        Simulation play =
                play(Definitions.oneHookEach()).ends("run", End.FAILED).run();
        assertThat(play.ran)
                .containsExactly("preBuild/a", "build", "postBuild/a", "preRun/a", "run", "runFailed/a", "cleanup/a");
    }

    @Test
    @Requirement("S23")
    void aStartedAppThatDoesNotAnswerHasFailed() {
        Simulation play = play(Definitions.oneHookEach().readiness())
                .ends("readiness", End.FAILED)
                .run();
        assertThat(play.ran)
                .containsSubsequence("run", "readiness", "runFailed/a")
                .doesNotContain("runSucceeded/a");
    }

    @Test
    @Requirement("S24")
    void aFailingRunSucceededChangesNothingButAWarning() {
        Definitions all = Definitions.oneHookEach().policy("runSucceeded", FailurePolicy.FAIL);
        Simulation play = play(all).ends("runSucceeded/a", End.FAILED).run();
        assertThat(play.outcome).isEqualTo(Outcome.SUCCESS);
        assertThat(play.notes).containsExactly(new Note(Note.Kind.WARNING, "runSucceeded/a", "runSucceeded/a FAILED"));
    }

    @Test
    @Requirement({"S24", "W14"})
    void aFailingRunFailedNeverHidesTheOriginalCause() {
        Simulation play = play(Definitions.oneHookEach())
                .ends("build", End.FAILED)
                .ends("runFailed/a", End.TIMED_OUT)
                .run();
        assertThat(play.outcome).isEqualTo(Outcome.FAILED);
        assertThat(play.state.findings().cause().stepId()).isEqualTo("build");
    }

    @Test
    @Requirement({"S32", "S31"})
    void onPlatformShAFailedBuildHookDeploysNothing() {
        Definitions all = platform().archive(Facts.Archive.State.MISS);
        Simulation play = play(all).ends("build/a", End.FAILED).run();
        assertThat(play.ran).containsExactly("build", "build/a");
        assertThat(play.outcome).isEqualTo(Outcome.FAILED);
    }

    @Test
    @Requirement({"S30", "S33", "S53"})
    void onPlatformShFailingDeployAndPostDeployHooksMakeItUnstable() {
        Simulation play = play(platform().readiness())
                .ends("deploy/a", End.FAILED)
                .ends("post_deploy/a", End.FAILED)
                .run();
        assertThat(play.ran).containsExactly("build", "build/a", "run", "deploy/a", "readiness", "post_deploy/a");
        assertThat(play.outcome).isEqualTo(Outcome.UNSTABLE);
        assertThat(play.notes).extracting(Note::kind).containsOnly(Note.Kind.UNSTABLE);
    }

    @Test
    @Requirement("S33")
    void onPlatformShAPolicyMayMakeAFailingDeployHookFatal() {
        Simulation play = play(platform().policy("deploy", FailurePolicy.FAIL))
                .ends("deploy/a", End.FAILED)
                .run();
        assertThat(play.outcome).isEqualTo(Outcome.FAILED);
        assertThat(play.ran).doesNotContain("post_deploy/a");
    }

    @Test
    void aRedeployOnPlatformShRunsPostDeployOnly() {
        Simulation play =
                play(platform().archive(Facts.Archive.State.UNCHANGED)).run();
        assertThat(play.ran).containsExactly("restore", "post_deploy/a");
        assertThat(play.skipped).containsEntry("deploy/a", "unchanged").containsEntry("build/a", "unchanged");
    }

    @Test
    void aFailureIsTriedAgainAfterAPauseThatDoubles() {
        Definitions all = Definitions.oneHookEach().retries("preRun", 2, Duration.ofSeconds(3));
        Simulation play =
                play(all).ends("preRun/a", End.FAILED, End.TIMED_OUT, End.OK).run();
        assertThat(play.runs.stream().filter(run -> run.stepId().equals("preRun/a")))
                .extracting(Command.Run::attempt, run -> run.delay().toSeconds())
                .containsExactly(tuple(1, 0L), tuple(2, 3L), tuple(3, 6L));
        assertThat(play.outcome).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void withoutFailFastAllHooksOfTheEventRunAndThenItFails() {
        Definitions all = Definitions.oneHookEach()
                .hook("preRun", "b")
                .hook("preRun", "c")
                .runAll("preRun");
        Simulation play = play(all)
                .ends("preRun/a", End.FAILED)
                .ends("preRun/b", End.FAILED)
                .run();
        assertThat(play.ran)
                .containsSubsequence("preRun/a", "preRun/b", "preRun/c", "runFailed/a")
                .doesNotContain("run");
        assertThat(play.state.findings().cause().stepId()).isEqualTo("preRun/a");
        assertThat(play.notes).containsExactly(new Note(Note.Kind.WARNING, "preRun/b", "preRun/b FAILED"));
    }

    @Test
    void aFailureBetweenThePhasesIsAnsweredToo() {
        Simulation play = play(Definitions.oneHookEach());
        play.drive(play.signal(new Signal.PhaseEntered(Phase.BUILD)));
        play.drive(play.signal(new Signal.Closed(End.FAILED, "a test failed")));
        assertThat(play.ran).endsWith("postBuild/a", "runFailed/a", "cleanup/a");
        assertThat(play.outcome).isEqualTo(Outcome.FAILED);
        assertThat(play.state.findings().cause().reason()).isEqualTo("a test failed");
    }

    @Test
    void aDeploymentThatIsBuiltOnlyNeitherSucceedsInRunningNorFails() {
        Simulation play = play(Definitions.oneHookEach());
        play.drive(play.signal(new Signal.PhaseEntered(Phase.BUILD)));
        play.drive(play.signal(new Signal.Closed(End.OK, "")));
        assertThat(play.ran).containsExactly("preBuild/a", "build", "postBuild/a", "cleanup/a");
        assertThat(play.outcome).isEqualTo(Outcome.SUCCESS);
        assertThat(play.skipped).containsEntry("runSucceeded/a", "the run phase was not entered");
    }

    @Test
    void aLostAgentFailsTheDeploymentWhateverTheHooksPolicySays() {
        Definitions all = Definitions.oneHookEach().policy("preRun", FailurePolicy.IGNORE);
        Simulation play = play(all).ends("preRun/a", End.LOST).run();
        assertThat(play.outcome).isEqualTo(Outcome.FAILED);
        assertThat(play.state.findings().cause().end()).isEqualTo(End.LOST);
    }

    @Test
    @Requirement("X9")
    void runFailedOnStartLeavesFailuresOfTheBuildUnanswered() {
        Definitions narrowed = Definitions.oneHookEach().choices(Rules.RunFailedOn.START, false);
        assertThat(play(narrowed).ends("build", End.FAILED).run().ran).doesNotContain("runFailed/a");
        assertThat(play(narrowed).ends("preRun/a", End.FAILED).run().ran).contains("runFailed/a");
    }

    @Test
    @Requirement("X9")
    void runFailedAnswersFailuresOfTheBuildUnlessSaidOtherwise() {
        assertThat(play(Definitions.oneHookEach()).ends("build", End.FAILED).run().ran)
                .contains("runFailed/a");
    }

    @Test
    void aConditionOnTheResultIsDecidedWhenTheHookIsDue() {
        When onFailure = new When(List.of(), List.of(), List.of(), new When.Rest(null, List.of("failed"), null));
        Definitions all = Definitions.oneHookEach().when("cleanup", onFailure);
        assertThat(play(all).run().skipped).containsEntry("cleanup/a", "when: result is success");
        assertThat(play(all).ends("run", End.FAILED).run().ran).contains("cleanup/a");
    }

    @Test
    void aPhaseCannotBeEnteredTwice() {
        Simulation play = play(new Definitions());
        play.drive(play.signal(new Signal.PhaseEntered(Phase.BUILD)));
        assertThatThrownBy(() -> play.signal(new Signal.PhaseEntered(Phase.BUILD)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the build phase of this deployment has run already");
    }

    @Test
    void aFinishedDeploymentTakesNoFurtherPhase() {
        Simulation play = play(new Definitions()).ends("build", End.FAILED).run();
        assertThatThrownBy(() -> play.signal(new Signal.PhaseEntered(Phase.RUN)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("finished: FAILED");
    }

    @Test
    void thatTheArchiveWasUnusableIsNotForgottenOverALaterWarning() {
        Definitions all =
                Definitions.oneHookEach().archive(Facts.Archive.State.HIT).policy("preBuild", FailurePolicy.WARN);
        Simulation play = play(all)
                .ends("restore", End.FAILED)
                .ends("preBuild/a", End.FAILED)
                .run();
        assertThat(play.ran).containsSubsequence("restore", "preBuild/a", "build", "postBuild/a", "save");
    }

    @Test
    @Requirement("S33")
    void thatADeploymentIsUnstableIsNotForgottenOverALaterWarning() {
        Simulation play = play(platform().policy("post_deploy", FailurePolicy.WARN))
                .ends("deploy/a", End.FAILED)
                .ends("post_deploy/a", End.FAILED)
                .run();
        assertThat(play.outcome).isEqualTo(Outcome.UNSTABLE);
    }

    @Test
    void afterTheStartAFailingHookWithFailFastEndsItsEvent() {
        Definitions all = platform().policy("post_deploy", FailurePolicy.FAIL).hook("post_deploy", "b");
        Simulation play = play(all).ends("post_deploy/a", End.FAILED).run();
        assertThat(play.ran).doesNotContain("post_deploy/b");
        assertThat(play.skipped).containsEntry("post_deploy/b", "not reached: post_deploy/a failed");
        assertThat(play.outcome).isEqualTo(Outcome.FAILED);
    }

    @Test
    void whatIsUnstableBetweenThePhasesMakesABuiltDeploymentUnstable() {
        Simulation play = play(Definitions.oneHookEach());
        play.drive(play.signal(new Signal.PhaseEntered(Phase.BUILD)));
        play.drive(play.signal(new Signal.Closed(End.UNSTABLE, "")));
        assertThat(play.outcome).isEqualTo(Outcome.UNSTABLE);
    }

    private static Definitions platform() {
        return new Definitions()
                .profile("platform-sh")
                .hook("build", "a")
                .hook("deploy", "a")
                .hook("post_deploy", "a");
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.api.Assertions.tuple(values);
    }
}
