package io.jenkins.plugins.deployhooks.engine.process.launch;

/**
 * Where hooks run.
 *
 * @param name the agent's name, for messages
 * @param windows whether it runs Windows: no executable bits, no shebang lines
 * @param programsElsewhere whether programs are found somewhere this cannot look, as in a container that shares nothing but
 *     the repository with its machine: then nothing is said about a missing one before the start
 */
public record Machine(String name, boolean windows, boolean programsElsewhere) {
    /** A machine whose programs are where this looks. */
    public Machine(String name, boolean windows) {
        this(name, windows, false);
    }
}
