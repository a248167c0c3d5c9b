package io.jenkins.plugins.deployhooks.engine.process;

import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import java.nio.file.Path;
import java.util.Map;

/**
 * One attempt of a hook, or a body's commands, ready to run.
 *
 * @param label for messages and the names of files: {@code preBuild/assets}, {@code build}
 * @param script what is executed
 * @param settings how; every value of them is set
 * @param place where
 * @param output where its output goes
 */
public record HookRun(String label, Script script, HookSettings settings, Place place, Output output) {
    /**
     * Where a hook runs.
     *
     * @param root the root of the repository, absolute: scripts are found from here (S6, D17)
     * @param dir the working directory, absolute, inside the root
     * @param env the whole environment of the process
     */
    public record Place(Path root, Path dir, Map<String, String> env) {
        public Place {
            env = Map.copyOf(env);
        }
    }

    /**
     * Where the output goes.
     *
     * @param log the file that gets standard output and standard error, as they are, after the header of S62; appended
     *     to where it exists
     * @param listener hears of output while the hook runs, from one thread
     */
    public record Output(Path log, Listener listener) {}

    /** Hears of output while a hook runs. */
    @FunctionalInterface
    public interface Listener {
        /** Hears nothing. */
        Listener NONE = (bytes, length) -> {};

        /**
         * Some more bytes of output; may end in the middle of a line or of a character.
         *
         * @param bytes a buffer that is used again after the return
         * @param length how many bytes of it count
         */
        void output(byte[] bytes, int length);
    }
}
