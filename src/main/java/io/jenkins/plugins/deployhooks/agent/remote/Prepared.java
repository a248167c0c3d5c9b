package io.jenkins.plugins.deployhooks.agent.remote;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What a preparation found or made.
 *
 * @param state what to do now
 * @param program what to give to the launcher; {@link Program#NONE} unless {@link State#READY}
 * @param display the command as people know it; empty where it runs already
 * @param rest the rest
 */
public record Prepared(State state, Program program, String display, Rest rest) implements Serializable {
    /** What to do now. */
    public enum State {
        /** Start the program. */
        READY,
        /** It was started before: follow it. */
        RUNNING,
        /** It cannot be started. */
        REFUSED,
        /** It was prepared before, and nothing of that is left. */
        GONE
    }

    /**
     * The rest.
     *
     * @param status as a shell would say it, where it was refused
     * @param message for people, where it was refused
     * @param idleMillis how long its output has not grown, where it runs
     * @param notes things people should know
     */
    public record Rest(int status, String message, long idleMillis, List<String> notes) implements Serializable {
        static final Rest NONE = new Rest(0, "", 0, List.of());

        public Rest {
            notes = List.copyOf(notes);
        }
    }

    /**
     * What to give to the launcher.
     *
     * @param words the program, and its arguments
     * @param env variables that it needs besides the hook's
     */
    public record Program(List<String> words, Map<String, String> env) implements Serializable {
        /** The beginning of the names of such variables. */
        public static final String OWN = "DEPLOY_HOOK_";

        /** Nothing is to be started. */
        public static final Program NONE = new Program(List.of(), Map.of());

        public Program {
            words = List.copyOf(words);
            env = Map.copyOf(env);
        }
    }

    static Prepared of(State state) {
        return new Prepared(state, Program.NONE, "", Rest.NONE);
    }
}
