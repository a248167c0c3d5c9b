package io.jenkins.plugins.deployhooks.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.Rules;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Signal;
import io.jenkins.plugins.deployhooks.engine.plan.Definitions;
import io.jenkins.plugins.deployhooks.engine.plan.DeploymentKind;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import org.junit.jupiter.api.Test;

/** A deployment of what was unchanged when it was planned, and another one that came between. */
@Requirement({"S47", "S50"})
class LifecycleOvertakenTest {
    private final Definitions definitions = new Definitions()
            .profile("platform-sh")
            .hook("build", "a")
            .hook("deploy", "a")
            .hook("post_deploy", "a")
            .archive(Facts.Archive.State.UNCHANGED);

    private static void phase(Simulation play, Phase phase) {
        play.drive(play.signal(new Signal.PhaseEntered(phase)));
    }

    @Test
    void alone() {
        assertThat(new Simulation(definitions.plan()).run().ran).containsExactly("restore", "post_deploy/a");
    }

    @Test
    void theRunPhaseRunsAndWhatWasBuiltIsUsed() {
        Simulation play = new Simulation(definitions.plan());
        phase(play, Phase.BUILD);
        assertThat(play.signal(new Signal.Overtaken())).isInstanceOf(Command.AwaitPhase.class);
        play.state = LifecycleState.decode(play.state.encode());
        phase(play, Phase.RUN);
        assertThat(play.ran).containsExactly("restore", "run", "deploy/a", "post_deploy/a");
        assertThat(play.skipped).containsEntry("build/a", "unchanged");
    }

    @Test
    void withoutABuildPhaseToo() {
        Simulation play = new Simulation(definitions.plan());
        play.signal(new Signal.Overtaken());
        phase(play, Phase.RUN);
        assertThat(play.ran).containsExactly("run", "deploy/a", "post_deploy/a");
    }

    @Test
    void whereTheArchiveCannotBeUsedEitherAllRuns() {
        Simulation play = new Simulation(definitions.plan()).ends("restore", End.FAILED);
        phase(play, Phase.BUILD);
        play.signal(new Signal.Overtaken());
        phase(play, Phase.RUN);
        assertThat(play.ran).containsExactly("restore", "build", "build/a", "save", "run", "deploy/a", "post_deploy/a");
    }

    @Test
    void afterTheRunPhaseHasBegunItIsTooLate() {
        Simulation play = new Simulation(definitions.plan());
        phase(play, Phase.BUILD);
        phase(play, Phase.RUN);
        assertThatThrownBy(() -> play.signal(new Signal.Overtaken())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCommitThatIsNotDeployedTwiceStaysSo() {
        Plan plan = definitions.deployed(Rules.SameCommitPolicy.IGNORE).plan();
        Simulation play = new Simulation(plan);
        play.signal(new Signal.Overtaken());
        play.run();
        assertThat(play.ran).isEmpty();
    }

    @Test
    void theKindIsWhatIsKnownNow() {
        Plan plan = definitions.plan();
        assertThat(plan.kind(false, false)).isEqualTo(DeploymentKind.REDEPLOY);
        assertThat(plan.kind(false, true)).isEqualTo(DeploymentKind.FROM_CACHE);
        assertThat(plan.kind(true, true)).isEqualTo(DeploymentKind.DEPLOY);
        Plan full = definitions.archive(Facts.Archive.State.MISS).plan();
        assertThat(full.kind(false, true)).isEqualTo(DeploymentKind.DEPLOY);
    }
}
