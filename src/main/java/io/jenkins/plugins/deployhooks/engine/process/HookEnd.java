package io.jenkins.plugins.deployhooks.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How one attempt of a hook ended.
 *
 * @param state in one word
 * @param exit exit code or signal, where there was one
 * @param reason why, for people, with what to do next; empty after {@link State#OK} without anything to tell
 * @param duration from the launch to the end
 * @param output what it wrote
 */
public record HookEnd(State state, Exit exit, String reason, Duration duration, Output output) {
    /** An end in {@code state} of something that was not started, or that is no process. */
    public static HookEnd of(State state, String reason) {
        return new HookEnd(state, Exit.NONE, reason, Duration.ZERO, Output.NONE);
    }

    /** How an attempt can end. */
    public enum State {
        /** Exit code 0. */
        OK,
        /** Another exit code, a signal from elsewhere, or it could not be started. */
        FAILED,
        /** Stopped by its time-out or its inactivity time-out (S38): a failure that may be tried again. */
        TIMED_OUT,
        /** Stopped on request: no failure of the hook, never tried again. */
        ABORTED,
        /** The machine it ran on went away. */
        LOST
    }

    /**
     * What the process returned.
     *
     * @param code its exit code as shells count it, so 128 + n after signal n; null where there was none
     * @param signal the signal that ended it or the last command of its shell, by its number; null where none did
     */
    public record Exit(
            @CheckForNull Integer code, @CheckForNull Integer signal) {
        /** Never started, or not known. */
        public static final Exit NONE = new Exit(null, null);

        /**
         * The end with a status as shells and {@link Process#exitValue()} give it. Neither tells {@code exit 143} from
         * an end by SIGTERM: a status of 128 + n is read as signal n, where n is a signal that ends processes.
         */
        public static Exit ofStatus(int status) {
            int number = status - 128;
            return new Exit(status, SignalName.endsProcesses(number) ? number : null);
        }
    }

    /**
     * What a hook wrote.
     *
     * @param tail the last lines of its output, without control characters
     * @param values the {@code KEY=value} lines of its {@code $DEPLOY_OUTPUT}
     * @param notes things people should know although they are no failure, such as children left in the background
     * @param transfer the archive that was unpacked or stored instead of running a hook; null: none was
     */
    public record Output(
            List<String> tail,
            Map<String, String> values,
            List<String> notes,
            @CheckForNull Transfer transfer) {
        /** Nothing. */
        public static final Output NONE = new Output(List.of(), Map.of(), List.of());

        public Output {
            tail = List.copyOf(tail);
            values = Map.copyOf(values);
            notes = List.copyOf(notes);
        }

        /** The output of a hook. */
        public Output(List<String> tail, Map<String, String> values, List<String> notes) {
            this(tail, values, notes, null);
        }
    }

    /**
     * An archive that was unpacked or stored.
     *
     * @param bytes its size as a file
     * @param files files, directories and links in it
     */
    public record Transfer(long bytes, long files) {}
}
