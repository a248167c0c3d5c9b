package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.pipeline.place.GivenUp;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Wishes to stop a step while nothing of it runs. */
@WithJenkins
class InterruptionTest {
    private static FlowInterruptedException because(CauseOfInterruption cause) {
        return new FlowInterruptedException(Result.ABORTED, cause);
    }

    @Test
    @Requirement("S25")
    void whoAbortsIsHeardAlsoAfterJenkinsHasGivenUpTheAgent(JenkinsRule jenkins) {
        Interruption interruption = new Interruption();
        interruption.stop(because(new ExecutorStepExecution.RemovedNodeTimeoutCause()));
        assertThat(GivenUp.isCause(interruption.asked())).isTrue();

        interruption.stop(because(new CauseOfInterruption.UserInterruption("somebody")));
        assertThat(GivenUp.isCause(interruption.asked())).isFalse();

        interruption.stop(because(new ExecutorStepExecution.RemovedNodeTimeoutCause()));
        assertThat(GivenUp.isCause(interruption.asked()))
                .as("what somebody wanted")
                .isFalse();
    }
}
