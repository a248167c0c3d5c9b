package io.jenkins.plugins.deployhooks.engine.definition.hook;

import edu.umd.cs.findbugs.annotations.Nullable;

/**
 * What a hook or a body executes.
 *
 * @param kind how to understand the text
 * @param text a command of any number of lines, or the path of a file relative to the repository root
 * @param sourced the file, relative to the repository root, whose variables the text sees where that file exists; null: none
 */
public record Script(Kind kind, String text, @Nullable String sourced) {
    /** The two ways to say what to execute. */
    public enum Kind {
        /** Text for the shell; a single word with a slash in it is a script of the repository (S6). */
        COMMAND,
        /** A script file in the repository. */
        FILE
    }

    /** A command for the shell. */
    public static Script command(String text) {
        return new Script(Kind.COMMAND, text, null);
    }

    /** A script file, by its path relative to the repository root. */
    public static Script file(String path) {
        return new Script(Kind.FILE, path, null);
    }

    /** The same, which sees the variables that {@code file} sets; null: of no file. */
    public Script after(@Nullable String file) {
        return new Script(kind, text, file);
    }

    @Override
    public String toString() {
        return text;
    }
}
