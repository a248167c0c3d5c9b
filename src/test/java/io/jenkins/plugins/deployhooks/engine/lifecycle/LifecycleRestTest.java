package io.jenkins.plugins.deployhooks.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.engine.plan.Definitions;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import org.junit.jupiter.api.Test;

/** What whoever deploys does after the run phase decides with the phases whether the deployment has succeeded. */
class LifecycleRestTest {
    private static Simulation play() {
        return new Simulation(Definitions.oneHookEach().readiness().rest().plan());
    }

    @Test
    @Requirement("S3")
    void itIsTheLastBeforeTheAnswer() {
        assertThat(play().run().ran)
                .containsExactly(
                        "preBuild/a",
                        "build",
                        "postBuild/a",
                        "preRun/a",
                        "run",
                        "readiness",
                        "rest",
                        "runSucceeded/a",
                        "cleanup/a");
    }

    @Test
    @Requirement("S25")
    void itsFailureIsAFailureOfTheDeployment() {
        Simulation play = play().ends("rest", End.FAILED).run();
        assertThat(play.ran).endsWith("rest", "runFailed/a", "cleanup/a").doesNotContain("runSucceeded/a");
        assertThat(play.state.findings().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(play().interrupted("rest", 1).run().ran).endsWith("rest", "runFailed/a", "cleanup/a");
    }

    @Test
    @Requirement("S25")
    void itMayMakeTheDeploymentUnstable() {
        Simulation play = play().ends("rest", End.UNSTABLE).run();
        assertThat(play.ran).endsWith("rest", "runSucceeded/a", "cleanup/a");
        assertThat(play.state.findings().outcome()).isEqualTo(Outcome.UNSTABLE);
    }

    @Test
    @Requirement("S47")
    void itIsWaitedForAlsoWhereNothingElseRuns() {
        Simulation play = new Simulation(Definitions.oneHookEach()
                .archive(Facts.Archive.State.UNCHANGED)
                .rest()
                .plan());
        assertThat(play.run().ran).contains("rest");
    }
}
