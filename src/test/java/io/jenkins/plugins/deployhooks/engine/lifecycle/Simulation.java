package io.jenkins.plugins.deployhooks.engine.lifecycle;

import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Note;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Signal;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plays a lifecycle with ends that are fixed beforehand and writes down what it commands. */
final class Simulation {
    private final Lifecycle lifecycle;
    private final Map<String, List<End>> ends = new HashMap<>();
    private final Map<String, Integer> interrupts = new HashMap<>();

    final List<String> ran = new ArrayList<>();
    final List<Command.Run> runs = new ArrayList<>();
    final List<Command.Stop> stops = new ArrayList<>();
    final Map<String, String> skipped = new LinkedHashMap<>();
    final List<Note> notes = new ArrayList<>();
    LifecycleState state = LifecycleState.INITIAL;
    Outcome outcome;

    Simulation(Plan plan) {
        lifecycle = new Lifecycle(plan);
    }

    /** The attempts of {@code stepId} end like this, one after the other; the last one holds for the rest. */
    Simulation ends(String stepId, End... each) {
        ends.put(stepId, List.of(each));
        return this;
    }

    /** Somebody interrupts {@code times} while {@code stepId} runs; it then ends as aborted. */
    Simulation interrupted(String stepId, int times) {
        interrupts.put(stepId, times);
        return this;
    }

    /** Both phases, as far as they come. */
    Simulation run() {
        drive(signal(new Signal.PhaseEntered(Phase.BUILD)));
        if (outcome == null) {
            drive(signal(new Signal.PhaseEntered(Phase.RUN)));
        }
        return this;
    }

    void drive(Command first) {
        Command command = first;
        while (command instanceof Command.Run run) {
            runs.add(run);
            ran.add(run.stepId());
            int times = interrupts.getOrDefault(run.stepId(), 0);
            for (int i = 0; i < times; i++) {
                stops.add((Command.Stop) signal(new Signal.Interrupted("interrupt " + (i + 1))));
            }
            List<End> all = ends.getOrDefault(run.stepId(), List.of(End.OK));
            End end = times > 0 ? End.ABORTED : all.get(Math.min(run.attempt(), all.size()) - 1);
            command = signal(new Signal.Ended(run.stepId(), end, run.stepId() + " " + end));
        }
        if (command instanceof Command.Finish finish) {
            outcome = finish.outcome();
        }
    }

    Command signal(Signal signal) {
        Transition transition = lifecycle.apply(state, signal);
        state = transition.state();
        for (Note note : transition.notes()) {
            if (note.kind() == Note.Kind.SKIPPED) {
                skipped.put(note.stepId(), note.text());
            } else {
                notes.add(note);
            }
        }
        return transition.command();
    }
}
