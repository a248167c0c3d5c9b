package io.jenkins.plugins.deployhooks.engine.definition;

/**
 * Where a value was written.
 *
 * @param strength the kind of source, which decides who wins
 * @param source the file's path relative to the repository root, or words such as {@code environment variable
 *     CC_PRE_BUILD_HOOK}
 * @param line the line, counted from 1; 0 where the source has no lines
 * @param column the column, counted from 1; 0 where the source has no lines
 */
public record Origin(Strength strength, String source, int line, int column) {

    /** The kinds of sources, from the weakest to the strongest (SPEC 3, Configuration). */
    public enum Strength {
        BUILT_IN,
        ADMINISTRATOR,
        CONVENTION,
        FILE,
        ENVIRONMENT,
        ARGUMENT,
        /** What an administrator demands: no source replaces it and nothing skips it. */
        DEMAND
    }

    /** A place in a source without lines. */
    public static Origin of(Strength strength, String source) {
        return new Origin(strength, source, 0, 0);
    }

    /** The same source at another place. */
    public Origin at(int newLine, int newColumn) {
        return new Origin(strength, source, newLine, newColumn);
    }

    /** {@code file:line:column}, or the source alone where it has no lines. */
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
