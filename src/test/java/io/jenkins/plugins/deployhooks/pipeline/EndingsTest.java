package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;
import org.junit.jupiter.api.Test;

/** What the step of a closed deployment ends with. */
@Requirement({"S24", "S25"})
class EndingsTest {
    private static final Throwable FAULT = new AbortException("migrate failed");
    private static final Throwable GIVEN_UP =
            new FlowInterruptedException(Result.ABORTED, new ExecutorStepExecution.RemovedNodeTimeoutCause());
    private static final Throwable ABORT =
            new FlowInterruptedException(Result.ABORTED, new CauseOfInterruption.UserInterruption("somebody"));

    private static Throwable end(Outcome outcome, Throwable broken, Throwable fault, Throwable asked) {
        return Endings.end(outcome, broken, fault, asked, () -> "its reason");
    }

    @Test
    void anAgentThatIsGivenUpWhenAllWentWellStopsNothing() {
        assertThat(end(Outcome.SUCCESS, null, null, GIVEN_UP)).isNull();
        assertThat(end(Outcome.UNSTABLE, null, null, GIVEN_UP)).isNull();
    }

    @Test
    void anAgentThatIsGivenUpHidesNoFault() {
        assertThat(end(Outcome.FAILED, null, FAULT, GIVEN_UP)).isSameAs(FAULT);
        assertThat(end(Outcome.FAILED, null, null, GIVEN_UP)).isSameAs(GIVEN_UP);
    }

    @Test
    void whoAbortsIsHeardWhateverTheDeploymentCameTo() {
        assertThat(end(Outcome.SUCCESS, null, null, ABORT)).isSameAs(ABORT);
        assertThat(end(Outcome.FAILED, null, FAULT, ABORT)).isSameAs(ABORT);
    }

    @Test
    void otherwiseTheDeploymentDecidesUnlessTheStepIsBroken() {
        assertThat(end(Outcome.SUCCESS, null, FAULT, null)).isNull();
        assertThat(end(Outcome.SUCCESS, FAULT, null, null)).isSameAs(FAULT);
        assertThat(end(Outcome.FAILED, null, FAULT, null)).isSameAs(FAULT);
        assertThat(end(Outcome.FAILED, null, null, null)).hasMessage("its reason");
    }
}
