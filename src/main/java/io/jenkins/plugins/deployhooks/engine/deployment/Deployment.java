package io.jenkins.plugins.deployhooks.engine.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.lifecycle.Lifecycle;
import io.jenkins.plugins.deployhooks.engine.lifecycle.LifecycleState;
import io.jenkins.plugins.deployhooks.engine.lifecycle.Transition;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Note;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Signal;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import java.util.Map;

/**
 * One deployment, driven by one thread that calls {@link #enter}, {@link #runBody} or {@link #bodyEnded}, and {@link
 * #close}; hooks run inside these calls. Any other thread may call {@link #interrupt}.
 */
public final class Deployment {
    private final Plan plan;
    private final String agent;
    private final Lifecycle lifecycle;
    private final Recorder recorder;
    private final StepRunner runner;
    private final DeploymentListener listener;

    // Guards the fields below: an interrupt comes from another thread, between any two steps.
    private final Object lock = new Object();
    private LifecycleState state = LifecycleState.INITIAL;
    private StopRequest running = new StopRequest();

    @CheckForNull
    private String interruptedBetweenPhases;

    /** A deployment of {@code definition}, planned as {@code plan}, that has not begun. */
    public Deployment(Definition definition, Plan plan, About about, Ports ports) {
        this.plan = plan;
        this.agent = about.surroundings().agent();
        this.lifecycle = new Lifecycle(plan);
        this.listener = ports.listener();
        this.recorder = new Recorder(plan, about, definition.target());
        HookEnvironment environment = new HookEnvironment(definition, plan, about, recorder);
        this.runner = new StepRunner(about, environment, definition.rules().readiness(), ports);
        plan.warnings().forEach(this::warn);
    }

    /**
     * Begins a phase and runs what comes before its body.
     *
     * @return {@link Command.Run} of the body, which is now the caller's to do; {@link Command.AwaitPhase}, where the
     *     body is skipped and the phase is over; or {@link Command.Finish}
     * @throws IllegalStateException with a message for the user, if the phase cannot begin now
     */
    public Command enter(Phase phase) {
        return drive(apply(new Signal.PhaseEntered(phase)));
    }

    /**
     * Runs the body's commands by the port that runs hooks, then what comes after it.
     *
     * @param script the commands; null: there are none, and the body has succeeded
     * @return as {@link #enter}
     */
    public Command runBody(@CheckForNull Script script) {
        PlannedStep body = runningBody();
        HookEnd end = script == null ? StepRunner.nothingToRun() : runner.runScript(body, script, stopRequest());
        return after(body, 1, end);
    }

    /**
     * Tells how the body ended that the caller ran, and runs what comes after it.
     *
     * @param reason for people; may be empty after {@link End#OK}
     * @return as {@link #enter}
     */
    public Command bodyEnded(End end, String reason) {
        PlannedStep body = runningBody();
        HookEnd.State word =
                end == End.OK || end == End.UNSTABLE ? HookEnd.State.OK : HookEnd.State.valueOf(end.name());
        HookEnd result = StepRunner.endOf(word, reason);
        recorder.ended(body, 1, result);
        if (end == End.UNSTABLE) {
            recorder.unstable(body, reason);
        }
        listener.ended(body, 1, result);
        return drive(apply(new Signal.Ended(body.id(), end, reason)));
    }

    /**
     * Ends the deployment where it is not finished yet; runs what has to be run then.
     *
     * @param end OK, or how what the caller does between the phases ended
     * @param reason for people; may be empty after {@link End#OK}
     */
    public Command close(End end, String reason) {
        return drive(apply(new Signal.Closed(end, reason)));
    }

    /**
     * Asks the deployment to stop. The running step is stopped, then runFailed and cleanup run on a budget of time; a
     * further call while they run ends them too. Returns at once.
     */
    public void interrupt(String reason) {
        StopRequest asked;
        boolean force;
        synchronized (lock) {
            LifecycleState.Status status = state.cursor().status();
            if (status == LifecycleState.Status.NEW || status == LifecycleState.Status.WAITING) {
                // The thread that drives will take it up when it comes back: hooks never run in this one.
                interruptedBetweenPhases = reason;
                return;
            }
            Transition transition = lifecycle.apply(state, new Signal.Interrupted(reason));
            if (!(transition.command() instanceof Command.Stop stop)) {
                return;
            }
            state = transition.state();
            listener.stateChanged(state);
            force = stop.force();
            asked = running;
        }
        asked.raise(force ? StopRequest.Level.FORCE : StopRequest.Level.STOP);
    }

    /** The request by which the running step hears of an interrupt; for callers that run bodies themselves. */
    public StopRequest stopRequest() {
        synchronized (lock) {
            return running;
        }
    }

    /** What has happened so far. */
    public Report report() {
        synchronized (lock) {
            return recorder.report(state);
        }
    }

    /** The values that hooks have given to later ones (SPEC 3, Hook outputs). */
    public Map<String, String> outputs() {
        return recorder.outputs();
    }

    private PlannedStep runningBody() {
        synchronized (lock) {
            int position = state.cursor().position();
            if (state.cursor().status() != LifecycleState.Status.RUNNING
                    || plan.steps().get(position).kind() != PlannedStep.Kind.BODY) {
                throw new IllegalStateException("no body is running in this deployment");
            }
            return plan.steps().get(position);
        }
    }

    /** Carries out commands until one is the caller's to do. */
    private Command drive(Command first) {
        Command command = first;
        while (command instanceof Command.Run run) {
            PlannedStep step = plan.step(run.stepId());
            if (step.kind() == PlannedStep.Kind.BODY) {
                started(step, run.attempt());
                return command;
            }
            HookEnd end = runner.run(step, run, stopRequest(), () -> started(step, run.attempt()));
            command = record(step, run.attempt(), end);
        }
        return command;
    }

    private void started(PlannedStep step, int attempt) {
        recorder.started(step, attempt);
        listener.started(step, attempt);
    }

    private Command after(PlannedStep step, int attempt, HookEnd end) {
        return drive(record(step, attempt, end));
    }

    private Command record(PlannedStep step, int attempt, HookEnd raw) {
        HookEnd end = FailureReason.complete(step, raw, agent);
        recorder.ended(step, attempt, end);
        listener.ended(step, attempt, end);
        return apply(new Signal.Ended(step.id(), StepRunner.wordOf(end.state()), end.reason()));
    }

    private Command apply(Signal signal) {
        Transition transition;
        synchronized (lock) {
            transition = lifecycle.apply(state, interruptedBetweenPhases == null ? signal : interruption());
            state = transition.state();
            if (transition.command() instanceof Command.Run) {
                // Before anything starts: an interrupt from now on belongs to this step.
                running = new StopRequest();
            }
            recorder.stateChanged(state);
            listener.stateChanged(state);
        }
        for (Note note : transition.notes()) {
            if (note.kind() == Note.Kind.SKIPPED) {
                recorder.skipped(note.stepId(), note.text());
                listener.skipped(plan.step(note.stepId()), note.text());
            } else {
                warn(note.text().contains(note.stepId()) ? note.text() : note.stepId() + ": " + note.text());
            }
        }
        return transition.command();
    }

    /** The interrupt that came while nothing ran: it takes the place of the phase that would begin now, or of the end. */
    private Signal interruption() {
        Signal signal = new Signal.Interrupted(interruptedBetweenPhases);
        interruptedBetweenPhases = null;
        return signal;
    }

    private void warn(String text) {
        recorder.warning(text);
        listener.warning(text);
    }
}
