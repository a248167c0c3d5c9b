package io.jenkins.plugins.deployhooks.freestyle.drive;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Executor;
import hudson.model.Result;
import io.jenkins.plugins.deployhooks.freestyle.place.BuildContext;
import io.jenkins.plugins.deployhooks.pipeline.attempt.Background;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Runs steps to their ends in the thread of the executor. An interrupt of that thread is a stop of the step, a second one another. */
final class StepRun {
    private final Background background = new Background();
    private boolean interrupted;

    /**
     * Runs {@code step}.
     *
     * @return what it ended with; null: it ended well
     * @throws InterruptedException if Jenkins goes down meanwhile; nobody carries the step on then
     */
    @CheckForNull
    Throwable run(Step step, BuildContext context) throws InterruptedException {
        StepExecution execution;
        try {
            execution = step.start(context);
            if (execution.start()) {
                return null;
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return e;
        }
        while (true) {
            try {
                // Whoever would complete the step does not where Jenkins goes down.
                context.await(1);
                return null;
            } catch (ExecutionException e) {
                return e.getCause();
            } catch (TimeoutException e) {
                if (!background.isAlive()) {
                    throw (InterruptedException) new InterruptedException("Jenkins goes down").initCause(e);
                }
            } catch (InterruptedException e) {
                if (!background.isAlive()) {
                    throw e;
                }
                interrupted = true;
                stop(execution, context);
            }
        }
    }

    private static void stop(StepExecution execution, BuildContext context) throws InterruptedException {
        try {
            execution.stop(cause());
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            context.onFailure(e);
        }
    }

    private static FlowInterruptedException cause() {
        Executor executor = Executor.currentExecutor();
        if (executor == null) {
            return new FlowInterruptedException(Result.ABORTED, true);
        }
        return new FlowInterruptedException(
                executor.abortResult(), true, executor.getCausesOfInterruption().toArray(new CauseOfInterruption[0]));
    }

    /** Whether Jenkins ends, so that no step comes to its end. */
    boolean goesDown() {
        return !background.isAlive();
    }

    /** Whether somebody wanted a step to stop since this was asked last. */
    boolean wasInterrupted() {
        boolean was = interrupted;
        interrupted = false;
        return was;
    }
}
