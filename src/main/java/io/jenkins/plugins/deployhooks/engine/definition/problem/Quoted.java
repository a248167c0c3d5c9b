package io.jenkins.plugins.deployhooks.engine.definition.problem;

/** User text inside a message: short, in quotes and without characters that could change a terminal or a log. */
public final class Quoted {
    private static final int LONGEST = 60;

    private Quoted() {}

    /** {@code text} in single quotes, shortened, with control characters written as {@code \}{@code u001b}. */
    public static String of(String text) {
        StringBuilder quoted = new StringBuilder("'");
        text.codePoints().limit(LONGEST).forEach(character -> append(quoted, character));
        if (text.codePointCount(0, text.length()) > LONGEST) {
            quoted.append('…');
        }
        return quoted.append('\'').toString();
    }

    /** All of {@code text} on one line, with control characters written as {@code \}{@code u001b}. */
    static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(character -> append(visible, character));
        return visible.toString();
    }

    private static void append(StringBuilder quoted, int character) {
        int type = Character.getType(character);
        if (character == '\n') {
            quoted.append("\\n");
        } else if (Character.isISOControl(character)
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR) {
            quoted.append(String.format("\\u%04x", character));
        } else {
            quoted.appendCodePoint(character);
        }
    }
}
