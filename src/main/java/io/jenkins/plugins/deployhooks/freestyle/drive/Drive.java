package io.jenkins.plugins.deployhooks.freestyle.drive;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.freestyle.place.BuildContext;
import io.jenkins.plugins.deployhooks.freestyle.place.JobPlace;
import io.jenkins.plugins.deployhooks.pipeline.announce.Listeners;
import io.jenkins.plugins.deployhooks.pipeline.closing.Closings;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import io.jenkins.plugins.deployhooks.pipeline.course.Site;
import io.jenkins.plugins.deployhooks.pipeline.hook.DeployHookStep;
import io.jenkins.plugins.deployhooks.pipeline.lock.DeployLockStep;
import io.jenkins.plugins.deployhooks.pipeline.lock.DeployLocks;
import io.jenkins.plugins.deployhooks.pipeline.task.DeployTaskStep;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.Step;

/** Carries out the commands of a deployment one after the other, by the steps that a Pipeline would call. */
final class Drive {
    private final LiveDeployment deployment;
    private final StepRun steps = new StepRun();

    /** The first hook of an answer that begins although somebody wanted to stop it; null: none. */
    @CheckForNull
    private String spared;

    private boolean aborted;
    private boolean released;
    private boolean finished;

    Drive(LiveDeployment deployment) {
        this.deployment = deployment;
    }

    /**
     * Begins a phase, and does what comes before its body.
     *
     * @throws AbortException if it cannot begin
     */
    void enter(JobPlace place, Phase phase) throws IOException, InterruptedException {
        if (DeployLockStep.isNeeded(deployment, phase)) {
            lock(place);
        }
        try {
            String warning = deployment.begin(phase, Site.of(context(place)));
            if (warning != null) {
                deployment.warn(warning);
                place.say("warning: " + warning);
            }
        } catch (IllegalStateException e) {
            if (deployment.isOver()) {
                DeployLocks.releaseSoon(deployment);
            }
            throw new AbortException(e.getMessage());
        }
        on(place, deployment.event() != null);
    }

    private BuildContext context(JobPlace place) throws IOException, InterruptedException {
        return new BuildContext(place, deployment, BuildVariables.around(place));
    }

    private void lock(JobPlace place) throws IOException, InterruptedException {
        Throwable thrown = steps.run(new DeployLockStep(), context(place));
        aborted |= steps.wasInterrupted();
        if (thrown instanceof FlowInterruptedException) {
            throw new InterruptedException("aborted while waiting for the deployment lock");
        } else if (thrown != null) {
            throw new AbortException(String.valueOf(thrown.getMessage()));
        }
    }

    /**
     * Carries out commands until there is nothing to do, or something that is the job's own.
     *
     * @param answering whether runSucceeded, runFailed and cleanup may run
     */
    void on(JobPlace place, boolean answering) throws IOException, InterruptedException {
        Command command = deployment.current();
        while (command instanceof Command.Run run) {
            PlannedStep step = deployment.step(run.stepId());
            if (step.section().isSettled()) {
                if (!answering) {
                    return;
                }
                release();
            } else if (aborted) {
                // Whatever it met ended well all the same: what comes next is not begun.
                String why = BuildEnd.aborted(place.build()).reason();
                if (step.isOwn()) {
                    deployment.bodyEnded(End.ABORTED, why);
                } else {
                    end(run, HookEnd.of(HookEnd.State.ABORTED, why));
                }
                command = deployment.current();
                continue;
            }
            if (step.isOwn()) {
                deployment.bodyStarted(step);
                return;
            }
            carryOut(place, step, run);
            command = deployment.current();
        }
    }

    /** What follows a success may overlap with the next deployment (S57). */
    private void release() {
        if (!released && deployment.cause() == null) {
            released = true;
            DeployLocks.releaseSoon(deployment);
        }
    }

    private void carryOut(JobPlace place, PlannedStep step, Command.Run run) throws IOException, InterruptedException {
        HookEnd refused = refusal(run);
        if (refused != null) {
            place.say(step.id() + ": " + refused.reason());
            end(run, refused);
            return;
        }
        place.say(
                step.hook() == null
                        ? DeployTaskStep.label(step)
                        : step.hook().event() + ": " + step.hook().hook().name());
        Throwable thrown = steps.run(step(step, run), context(place));
        aborted |= steps.wasInterrupted();
        boolean stopped = thrown instanceof FlowInterruptedException;
        if (deployment.isCurrent(run.stepId(), run.attempt()) && !(stopped && isSpared(place, run))) {
            // It could not even begin: nobody told its end.
            HookEnd.State state = stopped ? HookEnd.State.ABORTED : HookEnd.State.FAILED;
            String reason = thrown == null ? "its end was not told" : String.valueOf(thrown.getMessage());
            end(run, HookEnd.of(state, stopped ? BuildEnd.aborted(place.build()).reason() : reason));
        }
        if (thrown != null && !stopped) {
            place.listener().error(String.valueOf(thrown.getMessage()));
        }
    }

    /** Of what could not begin nobody else tells. */
    private void end(Command.Run run, HookEnd end) {
        deployment.end(run.stepId(), run.attempt(), end);
        Listeners.ended(deployment, run.stepId(), run.attempt());
    }

    /** Whether the first hook of an answer, which was stopped before it began, is still to run (067); once for each. */
    private boolean isSpared(JobPlace place, Command.Run run) {
        if (deployment.hasStarted(run.stepId(), run.attempt())
                || deployment.isStoppedBeforeItBegins(run.stepId())
                || run.stepId().equals(spared)) {
            return false;
        }
        spared = run.stepId();
        deployment.noteAbort(BuildEnd.aborted(place.build()).reason(), false);
        return true;
    }

    @CheckForNull
    private HookEnd refusal(Command.Run run) {
        Site site = deployment.site();
        return site != null && site.isRemoved()
                ? HookEnd.of(HookEnd.State.LOST, "not started: its agent " + site.agent() + " was removed from Jenkins")
                : deployment.refusal(run);
    }

    private Step step(PlannedStep step, Command.Run run) {
        if (step.hook() == null) {
            return new DeployTaskStep(deployment.id(), run.stepId(), run.attempt());
        }
        DeployHookStep hook = new DeployHookStep();
        hook.setDeployment(deployment.id());
        hook.setStep(run.stepId());
        hook.setAttempt(run.attempt());
        hook.setDelayMillis(run.delay().toMillis());
        return hook;
    }

    /** Ends the deployment: what still runs of the job's own has ended as {@code end} says. */
    void finish(JobPlace place, BuildEnd end) throws IOException, InterruptedException {
        if (finished) {
            return;
        }
        while (!(deployment.current() instanceof Command.Finish)) {
            if (own() != null) {
                deployment.bodyEnded(end.end(), end.reason());
            } else if (!(deployment.current() instanceof Command.Run)) {
                deployment.close(end.end(), end.reason());
            }
            on(place, true);
        }
        finished = true;
        if (deployment.isUnstable() && place.build().isBuilding()) {
            place.build().setResult(Result.UNSTABLE);
        }
        Closings.close(deployment, ((Command.Finish) deployment.current()).outcome());
    }

    /** Nobody carries on: what is left is not done, and the report says so. */
    void abandon(JobPlace place, End end, String why) {
        place.listener().error("the deployment could not be ended: " + why);
        finished = true;
        Closings.close(deployment, deployment.abandon(end, why));
    }

    /** Whether Jenkins ends, so that no step comes to its end. */
    boolean goesDown() {
        return steps.goesDown();
    }

    /** What is the job's own to do now; null: nothing. */
    @CheckForNull
    PlannedStep own() {
        Command command = deployment.current();
        PlannedStep step = command instanceof Command.Run run ? deployment.step(run.stepId()) : null;
        return step != null && step.isOwn() ? step : null;
    }

    boolean isFinished() {
        return finished;
    }

    /** Whether somebody aborted a step since this was asked last. */
    boolean wasAborted() {
        boolean was = aborted;
        aborted = false;
        return was;
    }
}
