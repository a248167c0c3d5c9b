package io.jenkins.plugins.deployhooks.agent.remote;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import java.io.Serializable;
import java.util.Map;

/**
 * One attempt of a hook, in a form that travels to the agent.
 *
 * @param names what it is called
 * @param command what is executed
 * @param place where
 */
public record HookTask(Names names, Command command, Place place) implements Serializable {
    /**
     * What an attempt is called.
     *
     * @param cookie unique, in the environment of each of its processes
     * @param label for the names of files: {@code preBuild/assets}
     * @param agent the agent's name, for messages
     */
    public record Names(String cookie, String label, String agent) implements Serializable {}

    /**
     * What is executed.
     *
     * @param file whether {@code text} is the path of a script file, not a command
     * @param text the command or the path
     * @param sourced the file whose variables it sees, relative to the root; null: none
     * @param shell who reads it
     */
    public record Command(
            boolean file, String text, @CheckForNull String sourced, Shell shell) implements Serializable {
        /** The script. */
        Script script() {
            return (file ? Script.file(text) : Script.command(text)).after(sourced);
        }
    }

    /**
     * Who reads a script.
     *
     * @param name a shell's name or a shebang line; null: {@code sh}
     * @param errexit whether it stops at the first failing command
     * @param trace whether it prints each command
     */
    public record Shell(@CheckForNull String name, boolean errexit, boolean trace) implements Serializable {}

    /**
     * Where a hook runs.
     *
     * @param root of the repository, absolute
     * @param dir the working directory relative to the root; null: the root
     * @param env what is added to the environment of the agent's own process
     * @param programsElsewhere whether it runs in a container, whose programs are not the agent's
     */
    public record Place(String root, @CheckForNull String dir, Map<String, String> env, boolean programsElsewhere)
            implements Serializable {
        public Place {
            env = Map.copyOf(env);
        }
    }
}
