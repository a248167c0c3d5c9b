package io.jenkins.plugins.deployhooks.pipeline.task;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Result;
import io.jenkins.plugins.deployhooks.agent.Told;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.StopInterrupts;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;
import io.jenkins.plugins.deployhooks.engine.time.DurationText;
import io.jenkins.plugins.deployhooks.pipeline.attempt.AgentAbsence;
import io.jenkins.plugins.deployhooks.pipeline.attempt.Background;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import io.jenkins.plugins.deployhooks.pipeline.order.Caller;
import io.jenkins.plugins.deployhooks.pipeline.order.OrderId;
import io.jenkins.plugins.deployhooks.pipeline.place.GivenUp;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * One step: does its task in a thread of its own, and does it again after a restart of the controller unless the
 * deployment knows its end already.
 */
final class DeployTaskExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    /** Who worked so long had reached the agent: what is missed now is missed anew. */
    private static final Duration WORKED = Duration.ofSeconds(10);

    /** An agent that is lost so often while it works is lost by what it does. */
    private static final int MOST_LOSSES = 5;

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final OrderId id;
    private final long begunAt = System.currentTimeMillis();
    private boolean forced;

    @CheckForNull
    private Throwable stopCause;

    private transient StopRequest stop = new StopRequest();
    private transient Background background = new Background();
    private transient volatile boolean again;
    private transient boolean finished;

    /** When the agent was missed first, by {@link System#nanoTime}; zero: it was not. */
    private transient volatile long missedAt;

    /** How often the agent was missed anew. Touched by one attempt after the other. */
    private transient volatile int losses;

    DeployTaskExecution(StepContext context, OrderId id) {
        super(context);
        this.id = id;
    }

    @Override
    public boolean start() throws IOException, InterruptedException {
        LiveDeployment deployment = getContext().get(LiveDeployment.class);
        if (deployment != null && Caller.hasEnded(getContext()) && deployment.isStoppedBeforeItBegins(id.step())) {
            stop(new FlowInterruptedException(Result.ABORTED));
        }
        background.run(this::begin);
        return false;
    }

    private Object readResolve() {
        stop = new StopRequest();
        stop.raise(asked());
        background = new Background();
        return this;
    }

    @Override
    public void onResume() {
        again = true;
        background.run(this::begin);
    }

    private synchronized StopRequest.Level asked() {
        if (stopCause == null) {
            return StopRequest.Level.NONE;
        }
        return forced ? StopRequest.Level.FORCE : StopRequest.Level.STOP;
    }

    /** The first time interrupts the task; the second time nobody waits for what it does then. */
    @Override
    public void stop(@NonNull Throwable cause) {
        synchronized (this) {
            // That Jenkins gives up the agent is not somebody's second wish.
            forced |= stopCause != null && !GivenUp.isCause(cause);
            stopCause = stopCause == null ? cause : stopCause;
        }
        getContext().saveState();
        stop.raise(asked());
        if (asked() == StopRequest.Level.FORCE) {
            background.run(() -> finish(HookEnd.of(HookEnd.State.ABORTED, "aborted, and not waited for any more")));
        }
    }

    @Override
    public String getStatus() {
        return stop.level() == StopRequest.Level.NONE ? "working on " + id.step() : "stopping " + id.step();
    }

    private interface Part {
        void run() throws IOException, InterruptedException;
    }

    /** A fault outside of the task itself is the end of the step; an error too, since nobody else would end it. */
    private void guarded(Part part) {
        try {
            part.run();
        } catch (IOException | RuntimeException | Error e) {
            getContext().onFailure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            getContext().onFailure(e);
        }
    }

    private void begin() {
        guarded(() -> {
            TaskAccount account = TaskAccount.of(getContext(), id);
            if (account.isEnded()) {
                account.complete(null, stopCause());
                return;
            }
            if (!again && stop.level() != StopRequest.Level.NONE) {
                // Whoever has called it hears of the interruption, and says that it has not begun.
                account.complete(null, stopCause());
                return;
            }
            account.begin();
            account.deployment().whenGivenUp(id, () -> stop.raise(StopRequest.Level.FORCE));
            // The limit of a task counts from here, also after a crash.
            getContext().saveState();
            background.run(this::perform);
            watch(account);
        });
    }

    /** A build that is killed tells its steps nothing, and what they do would go on for nobody. */
    private void watch(TaskAccount account) {
        if (isFinished()) {
            return;
        }
        if (account.isBuilding()) {
            background.later(BETWEEN_LOOKS, () -> watch(account));
        } else {
            stop.raise(StopRequest.Level.STOP);
        }
    }

    private synchronized boolean isFinished() {
        return finished;
    }

    private void perform() {
        long begin = System.nanoTime();
        HookEnd end;
        try (StopInterrupts interrupts = new StopInterrupts(stop)) {
            end = attempt();
        } catch (InterruptedException e) {
            end = HookEnd.of(HookEnd.State.ABORTED, "aborted");
        } catch (IOException | RuntimeException | Error e) {
            // Errors too: what an agent throws arrives as it is, and nobody else would end the step.
            end = AgentAbsence.isCause(e)
                    ? missing(e, begin)
                    : HookEnd.of(HookEnd.State.FAILED, Told.line(e.getMessage() == null ? e : e.getMessage()));
        }
        if (end != null) {
            finish(end);
        }
    }

    private HookEnd attempt() throws IOException, InterruptedException {
        TaskAccount account = TaskAccount.of(getContext(), id);
        TaskPlace.Begin begin = new TaskPlace.Begin(Instant.ofEpochMilli(begunAt), again, stop);
        return Tasks.of(account.step())
                .perform(new TaskPlace(getContext(), account.deployment(), account.step(), begin));
    }

    /** The agent cannot be reached; null where it is waited for. */
    @CheckForNull
    private HookEnd missing(Throwable fault, long triedAt) {
        String what = "its agent could not be reached (" + Told.line(fault.getMessage()) + ")";
        if (stop.level() != StopRequest.Level.NONE) {
            return HookEnd.of(HookEnd.State.ABORTED, "aborted while " + what);
        }
        if (!background.isAlive()) {
            return null; // the controller goes down; the next one begins again
        }
        Duration limit = AgentAbsence.limit();
        long now = System.nanoTime();
        if (missedAt == 0 || now - triedAt > WORKED.toNanos()) {
            missedAt = now;
            int lost = losses + 1;
            losses = lost;
            if (lost > MOST_LOSSES) {
                return HookEnd.of(HookEnd.State.LOST, what + ", each of the " + lost + " times that it worked on this");
            }
            guarded(() -> TaskAccount.of(getContext(), id)
                    .tell("Waiting up to " + DurationText.format(limit) + " for the agent: " + what + "."));
        } else if (now - missedAt >= limit.toNanos()) {
            return HookEnd.of(
                    HookEnd.State.LOST, what + ", and it did not come back within " + DurationText.format(limit));
        }
        again = true;
        background.later(AgentAbsence.BETWEEN_TRIES, this::perform);
        return null;
    }

    /** Records the end, then completes the step; once. */
    private void finish(HookEnd end) {
        synchronized (this) {
            if (finished || !background.isAlive()) {
                return;
            }
            finished = true;
        }
        guarded(() -> {
            TaskAccount account = TaskAccount.of(getContext(), id);
            HookEnd told = GivenUp.lost(end, stopCause());
            account.end(told);
            account.complete(told, stopCause());
        });
    }

    @CheckForNull
    private synchronized Throwable stopCause() {
        return stopCause;
    }
}
