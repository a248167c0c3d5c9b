package io.jenkins.plugins.deployhooks.engine.lifecycle;

import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Note;
import java.util.List;

/**
 * The answer to a signal.
 *
 * @param state the new state; to be saved before the command is carried out
 * @param command what is to be done
 * @param notes what is to be recorded, in order
 */
public record Transition(LifecycleState state, Command command, List<Note> notes) {
    public Transition {
        notes = List.copyOf(notes);
    }
}
