package io.jenkins.plugins.deployhooks.engine.definition.hook;

/**
 * What a hook or a body executes.
 *
 * @param kind how to understand the text
 * @param text a command of any number of lines, or the path of a file relative to the repository root
 */
public record Script(Kind kind, String text) {
    /** The two ways to say what to execute. */
    public enum Kind {
        /** Text for the shell; a single word with a slash in it is a script of the repository (S6). */
        COMMAND,
        /** A script file in the repository. */
        FILE
    }

    /** A command for the shell. */
    public static Script command(String text) {
        return new Script(Kind.COMMAND, text);
    }

    /** A script file, by its path relative to the repository root. */
    public static Script file(String path) {
        return new Script(Kind.FILE, path);
    }

    @Override
    public String toString() {
        return text;
    }
}
