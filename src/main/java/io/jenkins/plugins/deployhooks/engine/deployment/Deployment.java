package io.jenkins.plugins.deployhooks.engine.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.lifecycle.LifecycleState;
import io.jenkins.plugins.deployhooks.engine.lifecycle.Transition;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
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
    private final DeploymentCourse course;
    private final StepRunner runner;

    // Guards the fields below: an interrupt comes from another thread, between any two steps.
    private final Object lock = new Object();
    private StopRequest running = new StopRequest();

    @CheckForNull
    private String interruptedBetweenPhases;

    /** A deployment of {@code definition}, planned as {@code plan}, that has not begun. */
    public Deployment(Definition definition, Plan plan, About about, Ports ports) {
        this.plan = plan;
        this.course = new DeploymentCourse(definition, plan, about, ports.listener());
        this.runner = new StepRunner(course, definition.rules().readiness(), ports);
    }

    /**
     * Begins a phase and runs what comes before its body.
     *
     * @return {@link Command.Run} of the body, which is now the caller's to do; {@link Command.AwaitPhase}, where the
     *     body is skipped and the phase is over; or {@link Command.Finish}, at once where the plan refuses (D7)
     * @throws IllegalStateException with a message for the user, if the phase cannot begin now
     */
    public Command enter(Phase phase) {
        return drive(apply(new Signal.PhaseEntered(phase)));
    }

    /**
     * Another deployment came between, so that nothing counts as unchanged any more; told before the run phase is entered.
     *
     * @param reason for people
     */
    public void overtaken(String reason) {
        course.overtaken(reason);
    }

    /**
     * Runs the body's commands by the port that runs hooks, then what comes after it.
     *
     * @param script the commands; null: there are none, and the body has succeeded
     * @return as {@link #enter}
     */
    public Command runBody(@CheckForNull Script script) {
        PlannedStep body = course.runningBody();
        HookEnd end = script == null
                ? HookEnd.of(HookEnd.State.OK, "no commands")
                : runner.runScript(body, script, stopRequest());
        return drive(apply(course.record(body, 1, end)));
    }

    /**
     * Tells how the body ended that the caller ran, and runs what comes after it.
     *
     * @param reason for people; may be empty after {@link End#OK}
     * @return as {@link #enter}
     */
    public Command bodyEnded(End end, String reason) {
        return drive(apply(course.recordBody(end, reason)));
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
            LifecycleState.Status status = course.state().cursor().status();
            if (status == LifecycleState.Status.NEW || status == LifecycleState.Status.WAITING) {
                // The thread that drives will take it up when it comes back: hooks never run in this one.
                interruptedBetweenPhases = reason;
                return;
            }
            if (!(course.interrupt(reason) instanceof Command.Stop stop)) {
                return;
            }
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
        return course.report();
    }

    /** The values that hooks have given to later ones (SPEC 3, Hook outputs). */
    public Map<String, String> outputs() {
        return course.outputs();
    }

    /** Carries out commands until one is the caller's to do. */
    private Command drive(Command first) {
        Command command = first;
        while (command instanceof Command.Run run) {
            PlannedStep step = plan.step(run.stepId());
            if (step.isOwn()) {
                course.started(step, run.attempt());
                return command;
            }
            HookEnd end = runner.run(step, run, stopRequest(), () -> course.started(step, run.attempt()));
            command = apply(course.record(step, run.attempt(), end));
        }
        return command;
    }

    private Command apply(Signal signal) {
        Transition transition;
        synchronized (lock) {
            transition = course.apply(interruptedBetweenPhases == null ? signal : interruption());
            if (transition.command() instanceof Command.Run) {
                // Before anything starts: an interrupt from now on belongs to this step.
                running = new StopRequest();
            }
        }
        return course.tell(transition);
    }

    /** The interrupt that came while nothing ran: it takes the place of the phase that would begin now, or of the end. */
    private Signal interruption() {
        Signal signal = new Signal.Interrupted(interruptedBetweenPhases);
        interruptedBetweenPhases = null;
        return signal;
    }
}
