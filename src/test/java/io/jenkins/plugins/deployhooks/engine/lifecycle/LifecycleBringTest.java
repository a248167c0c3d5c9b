package io.jenkins.plugins.deployhooks.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.Rules;
import io.jenkins.plugins.deployhooks.engine.definition.hook.FailurePolicy;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Signal;
import io.jenkins.plugins.deployhooks.engine.plan.Definitions;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was built is brought to where the run phase is, where that may be another place. */
class LifecycleBringTest {
    private static Definitions apart(Facts.Archive.State state) {
        return Definitions.oneHookEach().apart().archive(state);
    }

    private static Simulation play(Definitions definitions) {
        return new Simulation(definitions.plan());
    }

    @Test
    @Requirement({"S3", "S16", "S20"})
    void itComesBetweenTheArchiveAndPreRun() {
        assertThat(play(apart(Facts.Archive.State.MISS)).run().ran)
                .containsExactly(
                        "preBuild/a",
                        "build",
                        "postBuild/a",
                        "save",
                        "bring",
                        "preRun/a",
                        "run",
                        "runSucceeded/a",
                        "cleanup/a");
        assertThat(play(apart(Facts.Archive.State.HIT)).run().ran)
                .containsExactly("restore", "preBuild/a", "bring", "preRun/a", "run", "runSucceeded/a", "cleanup/a");
    }

    @ParameterizedTest
    @EnumSource(Facts.Archive.State.class)
    void atOnePlaceThereIsNoSuchStep(Facts.Archive.State state) {
        assertThat(Definitions.oneHookEach().archive(state).plan().steps())
                .extracting(PlannedStep::id)
                .doesNotContain("bring");
    }

    @Test
    @Requirement("S19")
    void withoutArchivesThereIsNothingToBring() {
        Simulation none = play(apart(Facts.Archive.State.NONE)).run();
        assertThat(none.ran).doesNotContain("bring").contains("run");
        assertThat(none.skipped).containsEntry("bring", "archive: NONE");
        Simulation off = play(apart(Facts.Archive.State.HIT).withoutArchives().dependencies())
                .run();
        assertThat(off.ran).doesNotContain("bring").contains("save", "run");
        assertThat(off.skipped).containsEntry("bring", "archives are switched off");
    }

    @Test
    @Requirement({"S21", "S25"})
    void aDeploymentWithoutWhatWasBuiltHasFailed() {
        for (End end : new End[] {End.FAILED, End.TIMED_OUT, End.LOST}) {
            Simulation play =
                    play(apart(Facts.Archive.State.MISS)).ends("bring", end).run();
            assertThat(play.ran).endsWith("save", "bring", "runFailed/a", "cleanup/a");
            assertThat(play.outcome).isEqualTo(Outcome.FAILED);
            assertThat(play.state.findings().cause().stepId()).isEqualTo("bring");
            assertThat(play.skipped).containsEntry("preRun/a", "not reached: bring failed");
            assertThat(play.state.findings().archiveBarred())
                    .as("the archive stays valid")
                    .isFalse();
        }
    }

    @Test
    @Requirement("S25")
    void anAbortWhileItIsBroughtIsAnsweredLikeAnyOther() {
        Simulation play =
                play(apart(Facts.Archive.State.HIT)).interrupted("bring", 1).run();
        assertThat(play.ran).endsWith("bring", "runFailed/a", "cleanup/a");
        assertThat(play.outcome).isEqualTo(Outcome.ABORTED);
    }

    @Test
    void whereNothingWasBuiltNothingIsBrought() {
        Simulation play = play(apart(Facts.Archive.State.HIT));
        play.drive(play.signal(new Signal.PhaseEntered(Phase.RUN)));
        assertThat(play.ran).containsExactly("preRun/a", "run", "runSucceeded/a", "cleanup/a");
        assertThat(play.skipped).containsEntry("bring", "the build phase was not entered");
        assertThat(play.outcome).isEqualTo(Outcome.SUCCESS);
    }

    @ParameterizedTest
    @EnumSource(Facts.Archive.State.class)
    @Requirement("S40")
    void whatAnotherDeploymentHasBuiltIsBroughtToOneThatBuildsNothing(Facts.Archive.State state) {
        Simulation play = new Simulation(apart(state).plan().bringing("key of web"));
        play.drive(play.signal(new Signal.PhaseEntered(Phase.RUN)));
        if (state == Facts.Archive.State.NONE) {
            assertThat(play.ran).as("no archives are kept").startsWith("preRun/a");
        } else {
            assertThat(play.ran).startsWith("bring", "preRun/a");
        }
        assertThat(play.skipped).containsKeys("preBuild/a", "build", "save");
        assertThat(play.outcome).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    @Requirement({"S40", "S25"})
    void whereItCannotBeBroughtNothingIsLaunched() {
        Simulation play =
                new Simulation(apart(Facts.Archive.State.MISS).plan().bringing("key of web")).ends("bring", End.FAILED);
        play.drive(play.signal(new Signal.PhaseEntered(Phase.RUN)));
        assertThat(play.ran).containsExactly("bring", "runFailed/a", "cleanup/a");
        assertThat(play.outcome).isEqualTo(Outcome.FAILED);
    }

    @Test
    void whereNothingRunsNothingIsBrought() {
        Simulation play = play(apart(Facts.Archive.State.MISS));
        play.drive(play.signal(new Signal.PhaseEntered(Phase.BUILD)));
        play.drive(play.signal(new Signal.Closed(End.OK, "")));
        assertThat(play.ran).doesNotContain("bring");
        assertThat(play.skipped).containsEntry("bring", "the run phase was not entered");
    }

    @Test
    @Requirement({"S17", "X11"})
    void whetherThereIsAnArchiveIsAskedWhereItIsNeeded() {
        Definitions warned = apart(Facts.Archive.State.MISS).policy("postBuild", FailurePolicy.WARN);
        assertThat(play(warned).ends("postBuild/a", End.FAILED).run().ran)
                .as("no archive is made, and at the same place none is needed")
                .doesNotContain("save")
                .contains("bring", "run");
        assertThat(play(apart(Facts.Archive.State.HIT))
                        .ends("restore", End.FAILED)
                        .run()
                        .ran)
                .containsSubsequence("restore", "build", "save", "bring", "run");
        assertThat(play(apart(Facts.Archive.State.MISS))
                        .ends("save", End.FAILED)
                        .run()
                        .ran)
                .contains("bring");
    }

    @Test
    @Requirement("D7")
    void nothingIsBroughtOfWhatIsDeployedAlready() {
        Definitions ignored = apart(Facts.Archive.State.UNCHANGED).deployed(Rules.SameCommitPolicy.IGNORE);
        assertThat(play(ignored).run().ran).isEmpty();
    }
}
