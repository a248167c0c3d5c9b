package io.jenkins.plugins.deployhooks.engine.lifecycle;

import io.jenkins.plugins.deployhooks.engine.lifecycle.LifecycleState.Cursor;
import io.jenkins.plugins.deployhooks.engine.lifecycle.LifecycleState.Status;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Signal;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import java.util.List;
import java.util.Objects;

/** The state machine of one deployment. */
public final class Lifecycle {
    private final Plan plan;

    /** A state machine over the steps of {@code plan}. */
    public Lifecycle(Plan plan) {
        this.plan = Objects.requireNonNull(plan);
    }

    /**
     * What follows {@code signal} in {@code state}.
     *
     * @throws IllegalStateException with a message for the user, if the signal has no place here: a phase entered
     *     twice, the end of a step that does not run, anything but an abort after the end
     */
    public Transition apply(LifecycleState state, Signal signal) {
        Move move = new Move(plan, state);
        Command command;
        if (signal instanceof Signal.PhaseEntered entered) {
            command = move.enter(entered.phase());
        } else if (signal instanceof Signal.Ended ended) {
            command = move.ended(ended);
        } else if (signal instanceof Signal.Overtaken) {
            command = move.overtaken();
        } else if (signal instanceof Signal.Interrupted interrupted) {
            command = move.interrupt(interrupted.reason());
        } else if (signal instanceof Signal.Closed closed) {
            command = move.close(closed);
        } else {
            throw new IllegalArgumentException("no signal: " + signal);
        }
        return new Transition(move.state(), command, move.notes());
    }

    /** What is to be done after {@code state} was read back: no step that has ended is done again (S56). */
    public Transition resume(LifecycleState state) {
        Cursor cursor = state.cursor();
        Command command =
                switch (cursor.status()) {
                    case NEW, WAITING -> new Command.AwaitPhase();
                    case RUNNING ->
                        new Command.Reattach(
                                plan.steps().get(cursor.position()).id(),
                                cursor.attempt(),
                                state.abort().stopping());
                    case FINISHED -> new Command.Finish(state.findings().outcome());
                };
        return new Transition(state, command, List.of());
    }

    /**
     * The command that {@code state} waits for an answer to: what {@link #apply} answered last, other than to an
     * interrupt.
     */
    public Command current(LifecycleState state) {
        Cursor cursor = state.cursor();
        return switch (cursor.status()) {
            case NEW, WAITING -> new Command.AwaitPhase();
            case RUNNING -> Move.run(plan.steps().get(cursor.position()), state);
            case FINISHED -> new Command.Finish(state.findings().outcome());
        };
    }

    /** Whether everything is done. */
    public static boolean isFinished(LifecycleState state) {
        return state.cursor().status() == Status.FINISHED;
    }
}
