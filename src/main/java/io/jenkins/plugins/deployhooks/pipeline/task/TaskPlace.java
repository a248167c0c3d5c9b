package io.jenkins.plugins.deployhooks.pipeline.task;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deployhooks.agent.AgentName;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;
import io.jenkins.plugins.deployhooks.pipeline.account.StepLog;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * What a task works with.
 *
 * @param context of its step
 * @param deployment it belongs to
 * @param step of the plan
 * @param begin what is known of its beginning
 */
record TaskPlace(StepContext context, LiveDeployment deployment, PlannedStep step, Begin begin) {
    /**
     * What is known of the beginning of a task.
     *
     * @param at when it began first, by the clock of the controller; kept over restarts
     * @param again whether it was interrupted meanwhile, by a restart or because the agent went away
     * @param stop asks it to end
     */
    record Begin(Instant at, boolean again, StopRequest stop) {}

    /** Whether it was begun before. */
    boolean isAgain() {
        return begin.again();
    }

    /** Whether somebody wants it to end. */
    boolean isStopped() {
        return begin.stop().level() != StopRequest.Level.NONE;
    }

    /** The time since it began first; not less than zero. */
    Duration since() {
        Duration since = Duration.between(begin.at(), Instant.now());
        return since.isNegative() ? Duration.ZERO : since;
    }

    /**
     * The current directory on the agent.
     *
     * @throws IOException where the agent cannot be reached now
     */
    FilePath workspace() throws IOException, InterruptedException {
        FilePath workspace = context.get(FilePath.class);
        if (workspace == null) {
            throw new ClosedChannelException();
        }
        return workspace;
    }

    /**
     * The connection to the agent.
     *
     * @throws IOException where there is none now
     */
    VirtualChannel channel() throws IOException, InterruptedException {
        return workspace().getChannel();
    }

    /**
     * The agent's name, for people.
     *
     * @throws IOException where it cannot be reached now
     */
    String agent() throws IOException, InterruptedException {
        return AgentName.of(workspace().toComputer());
    }

    /** Writes a line into the log of the step. */
    void tell(String line) throws IOException, InterruptedException {
        StepLog.tell(context, line);
    }
}
