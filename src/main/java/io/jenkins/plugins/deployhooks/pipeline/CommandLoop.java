package io.jenkins.plugins.deployhooks.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.pipeline.announce.Listeners;
import io.jenkins.plugins.deployhooks.pipeline.attempt.Background;
import io.jenkins.plugins.deployhooks.pipeline.call.StepCall;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import io.jenkins.plugins.deployhooks.pipeline.course.Site;
import io.jenkins.plugins.deployhooks.pipeline.lock.DeployLocks;
import io.jenkins.plugins.deployhooks.pipeline.node.PlannedCall;
import io.jenkins.plugins.deployhooks.pipeline.node.SkippedHooks;
import io.jenkins.plugins.deployhooks.pipeline.order.Caller;
import io.jenkins.plugins.deployhooks.pipeline.place.Workplace;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Carries out the commands of a deployment as bodies of one step, one after the other. Everything here runs on the thread of
 * the program, touches memory alone, and is saved with the program. Whatever happens, the loop is told: a stop reaches the
 * body that runs or is to run next, what cannot be started has ended by that, and a fault is the end of the step. A
 * deployment whose step ended too early is closed by the one around it; where there is none, by the loop itself.
 */
abstract class CommandLoop implements SkippedHooks.Loop {
    private static final long serialVersionUID = 1L;

    private final LiveDeployment deployment;
    private final StepContext owner;

    /** What the step ends with where the deployment does not end well. */
    @CheckForNull
    private Throwable fault;

    /** What the step ends with, whatever the deployment says; null: the deployment decides. */
    @CheckForNull
    private Throwable broken;

    /**
     * No body of the step runs, so that none will tell its end. True for moments only, but Jenkins saves the program in one
     * of them, and what was to start next, or the end of the step, waits in memory alone.
     */
    private boolean idle;

    /** It was loaded as it was in such a moment: the controller crashed, and nothing would ever happen again. */
    private transient boolean stranded;

    /** Whether the lock was given back, other than at the end. */
    private boolean released;

    private final Interruption interruption = new Interruption();

    private Workplace workplace;
    private SkippedHooks skipped;

    /** The outcome, from when on the deployment is being closed; null: it goes on. */
    @CheckForNull
    private String over;

    CommandLoop(LiveDeployment deployment, StepContext owner, Workplace workplace, SkippedHooks skipped) {
        this.deployment = deployment;
        this.owner = owner;
        this.workplace = workplace;
        this.skipped = skipped;
    }

    final LiveDeployment deployment() {
        return deployment;
    }

    /** Those of its hooks that were skipped. */
    final SkippedHooks skipped() {
        return skipped;
    }

    final StepContext owner() {
        return owner;
    }

    /** Keeps the first fault: a later one, such as that of a runFailed hook, never hides it (S24). */
    final void blame(Throwable thrown) {
        if (fault == null) {
            // Some faults cannot be saved with the program.
            fault = new ErrorAction(thrown).getError();
        }
    }

    /**
     * A body runs from now on, that of {@code stepId} in the plan. If somebody has ended the step by force meanwhile, it ends
     * before its first command, unless the deployment's answer begins with it.
     */
    @Override
    public final void bodyStarts(@CheckForNull String stepId) {
        idle = false;
        if (stepId != null && new Caller(owner).hasEnded() && deployment.isStoppedBeforeItBegins(stepId)) {
            interruption.stop(new FlowInterruptedException(Result.ABORTED));
        }
    }

    /** It runs no more. */
    @Override
    public final void bodyEnds() {
        idle = true;
    }

    final boolean isBroken() {
        return broken != null;
    }

    /** Ends the step with {@code thrown}, whatever the deployment says. */
    final void fail(Throwable thrown) {
        broken = new ErrorAction(thrown).getError();
        if (isOutermost()) {
            finish(Outcome.FAILED);
        } else {
            workplace.release();
            owner.onFailure(thrown);
        }
    }

    /** Right after it was read with its program. */
    protected final Object readResolve() {
        stranded = idle;
        if (workplace == null) { // saved by a version that had none
            workplace = new Workplace(owner, deployment, false);
        }
        if (skipped == null) { // saved by a version that showed none
            skipped = new SkippedHooks();
        }
        if (idle) {
            interruption.forgetBody();
        }
        return this;
    }

    /** What becomes of a wish to stop the step. */
    final Interruption interruption() {
        return interruption;
    }

    /** Carries out commands until there is something to wait for. */
    @Override
    public final void go() {
        try {
            if (broken != null) {
                fail(broken);
            } else if (deployment.isPlanned()) {
                drive();
            } else {
                // No phase began, so there was no deployment.
                end(interruption.asked(), Map.of());
            }
        } catch (Exception | Error e) {
            fail(e);
        }
    }

    private void drive() throws Exception {
        Command command = deployment.current();
        while (command instanceof Command.Run run) {
            PlannedStep step = deployment.step(run.stepId());
            if (step.section().isSettled() && !released && deployment.cause() == null) {
                // What follows a success may overlap with the next deployment (S57).
                released = true;
                DeployLocks.releaseSoon(deployment);
            }
            HookEnd refused = stopped(run);
            if (refused == null && deployment.current() instanceof Command.Run now) {
                refused = start(step, now); // an abort that was noted right here hurries it
            }
            if (refused == null) {
                return;
            }
            tellEnd(run.stepId(), run.attempt(), refused);
            command = deployment.current();
        }
        if (deployment.event() != null && !(command instanceof Command.Finish)) {
            // Nothing comes after the hooks of an event: without this its report would say "running" for ever.
            deployment.close(End.OK, "");
            command = deployment.current();
        }
        // They come before all else; whoever wants to stop waits for none.
        BodyExecution skips = interruption.asked() == null ? skipped.show(deployment, owner, this) : null;
        if (skips != null) {
            interruption.started(skips);
            return;
        }
        if (deployment.isUnstable()) {
            owner.setResult(Result.UNSTABLE);
        }
        if (command instanceof Command.Finish finish) {
            finish(finish.outcome());
        } else if (deployment.event() != null) {
            finish(deployment.isUnstable() ? Outcome.UNSTABLE : Outcome.SUCCESS);
        } else {
            end(interruption.asked(), deployment.outputs());
        }
    }

    @Override
    public final void interrupted(Throwable cause) {
        interruption.stop(cause);
    }

    private void end(@CheckForNull Throwable thrown, Map<String, String> outputs) {
        workplace.release();
        if (thrown == null) {
            owner.onSuccess(new HashMap<>(outputs));
        } else {
            owner.onFailure(thrown);
        }
    }

    /** What became of {@code run} where somebody wanted to stop the step while nothing of it ran; null: it starts. */
    @CheckForNull
    private HookEnd stopped(Command.Run run) {
        Throwable cause = interruption.asked();
        if (cause == null) {
            return null;
        }
        interruption.heard(cause);
        boolean stops = interruption.stopsIdle(deployment, run, cause);
        blame(cause);
        return stops ? Endings.notBegun(cause) : null;
    }

    /** Starts {@code step}, or waits for its place; how it has ended, where it cannot be started. */
    @CheckForNull
    private HookEnd start(PlannedStep step, Command.Run run) throws Exception {
        try {
            HookEnd refused = workplace.refusal(step, run.hurried());
            if (refused != null) {
                return refused;
            }
            if (step.kind() == PlannedStep.Kind.BODY) {
                startBody(step);
            } else if (workplace.isReady()) {
                refused = refusal(run);
                if (refused == null) {
                    startHook(step, run);
                }
            } else {
                // Nothing runs meanwhile, so that whoever loads it goes on with this.
                idle = true;
                workplace.await(() -> interruption.asked() != null, run.hurried(), this::go);
            }
            return refused;
        } catch (Exception | Error e) {
            if (!isOutermost()) {
                throw e;
            }
            // Nobody else would go on: the step may have been ended by force, and then nothing of it starts any more.
            blame(e);
            return HookEnd.of(HookEnd.State.LOST, "it could not be started: " + Endings.reason(e));
        }
    }

    /** The deployment is over: what is left to do may wait for disks, so it is done elsewhere before the step completes. */
    private void finish(Outcome outcome) {
        synchronized (this) {
            over = outcome.name();
        }
        Background background = new Background();
        background.run(() -> {
            Throwable thrown;
            HashMap<String, String> outputs = new HashMap<>();
            try {
                thrown = Endings.close(deployment, outcome, broken, fault, interruption::asked);
                thrown = thrown == null ? escaped() : thrown;
                outputs.putAll(thrown == null ? deployment.outputs() : Map.of());
            } catch (RuntimeException | Error e) {
                thrown = broken == null ? e : broken;
            }
            if (background.isAlive()) {
                end(thrown, outputs);
            }
        });
    }

    /**
     * Goes on after a restart of the controller. Not on the thread of the program.
     *
     * @param next what to do, on that thread, where nothing was running
     */
    final void resume(Runnable next) {
        deployment.resume();
        String outcome;
        synchronized (this) {
            outcome = over;
        }
        if (outcome != null) {
            finish(Outcome.valueOf(outcome));
        } else if (stranded) {
            StepCall.onThread(owner, next);
        }
    }

    /** Whether nobody around the step closes the deployment. */
    abstract boolean isOutermost();

    /** What the step ends with although its deployment has ended well; null: nothing. */
    @CheckForNull
    Throwable escaped() {
        return null;
    }

    /** Starts the user's own steps. */
    abstract void startBody(PlannedStep body) throws Exception;

    /** Why the hook does not start although it is its turn; null: it starts. */
    @CheckForNull
    HookEnd refusal(Command.Run run) {
        return deployment.refusal(run);
    }

    /** The call as it is made where the step stands. */
    StepCall placed(StepCall call, Command.Run run, Site site) {
        return call;
    }

    private void startHook(PlannedStep step, Command.Run run) throws IOException, InterruptedException {
        interruption.started(placed(PlannedCall.of(deployment, run), run, deployment.site())
                .bodyOf(owner)
                .withContext(deployment)
                .withContext(new Caller(owner))
                .withDisplayName(PlannedCall.label(step))
                .withCallback(new HookCallback(this, run.stepId(), run.attempt()))
                .start());
    }

    private void hookEnded(String stepId, int attempt, @CheckForNull Throwable thrown) {
        bodyEnds();
        interruption.heard(thrown);
        workplace.heard(thrown);
        try {
            if (deployment.isCurrent(stepId, attempt)
                    && (!Interruption.is(thrown) || interruption.stops(deployment, stepId, attempt, thrown))) {
                // The hook could not even begin, or whoever ran it was ended by force: nobody told its end.
                tellEnd(stepId, attempt, Endings.untold(deployment, stepId, attempt, thrown));
            }
            if (thrown != null && !deployment.reason().isEmpty()) {
                // Of a hook whose failure changes nothing, such as one of runSucceeded, the report has what there is to
                // say.
                blame(thrown);
            }
        } catch (RuntimeException | Error e) {
            fail(e);
            return;
        }
        go();
    }

    private void tellEnd(String stepId, int attempt, HookEnd end) {
        deployment.end(stepId, attempt, end);
        Listeners.ended(deployment, stepId, attempt);
    }

    private static final class HookCallback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        private final CommandLoop loop;
        private final String stepId;
        private final int attempt;

        HookCallback(CommandLoop loop, String stepId, int attempt) {
            this.loop = loop;
            this.stepId = stepId;
            this.attempt = attempt;
        }

        @Override
        public void onStart(StepContext context) {
            loop.bodyStarts(stepId);
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            loop.hookEnded(stepId, attempt, null);
        }

        @Override
        public void onFailure(StepContext context, Throwable thrown) {
            loop.hookEnded(stepId, attempt, thrown);
        }
    }
}
