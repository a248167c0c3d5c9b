package io.jenkins.plugins.deployhooks.ui.log;

import java.io.IOException;
import java.io.Writer;

/**
 * Turns the colours of terminals within HTML into classes, and leaves out the other things that programs tell terminals. Only
 * text is touched: within a tag or a comment, where a plugin for colours has put what it has dealt with, a sequence is left
 * out and means nothing, so that no output can write into a tag. A colour ends with its line and goes on in the next one.
 */
final class ColourWriter extends Writer {
    private static final char ESCAPE = '\u001B';
    private static final int LONGEST_SEQUENCE = 512;

    /** Where in HTML it is. */
    private enum Place {
        TEXT,
        TAG,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        COMMENT
    }

    private final Writer out;
    private final StringBuilder html = new StringBuilder();
    private final StringBuilder tag = new StringBuilder();
    private final StringBuilder sequence = new StringBuilder();
    private Place place = Place.TEXT;
    private Colours colours;
    private boolean open;

    /** {@code colours} are those in which the text goes on. */
    ColourWriter(Writer out, Colours colours) {
        this.out = out;
        this.colours = colours;
    }

    /** The colours in which whatever comes next goes on. */
    Colours colours() {
        return colours;
    }

    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(chars[i]);
        }
        pass();
    }

    private void write(char c) {
        if (sequence.length() > 0 && isBroken(c)) {
            // No sequence after all: what was kept back is not shown, what follows is.
            sequence.setLength(0);
            show(c);
        } else if (sequence.length() > 0) {
            sequence.append(c);
            if (isEnded(c)) {
                take(sequence.toString());
                sequence.setLength(0);
            }
        } else if (c == ESCAPE) {
            sequence.append(c);
        } else {
            show(c);
        }
    }

    /** Whether {@code next} cannot belong to the sequence. What HTML is made of never does, so no sequence eats a tag. */
    private boolean isBroken(char next) {
        boolean title = sequence.length() > 1 && sequence.charAt(1) == ']';
        return "<>\"'\n".indexOf(next) >= 0 || next == '&' && !title || sequence.length() > LONGEST_SEQUENCE;
    }

    /** Whether {@code last} ends the sequence. */
    private boolean isEnded(char last) {
        char kind = sequence.charAt(1);
        if (kind == ']') {
            return last == '\u0007' || last == '\\' && sequence.charAt(sequence.length() - 2) == ESCAPE;
        }
        if (kind == '[') {
            return sequence.length() > 2 && last >= '@' && last <= '~';
        }
        return last < ' ' || last > '/';
    }

    private void take(String whole) {
        if (place == Place.TEXT && whole.startsWith("\u001B[") && whole.endsWith("m")) {
            end();
            colours = colours.after(whole.substring(2, whole.length() - 1));
        }
    }

    private void show(char c) {
        if (place == Place.TEXT) {
            if (c == '<') {
                // A colour lies within the tags of others, and never across one.
                end();
                tag.setLength(0);
                place = Place.TAG;
            } else if (c == '\n') {
                end();
            } else if (c != '\r') {
                begin();
            }
        } else {
            inTag(c);
        }
        html.append(c);
    }

    private void inTag(char c) {
        tag.append(c);
        place = switch (place) {
            case SINGLE_QUOTED -> c == '\'' ? Place.TAG : place;
            case DOUBLE_QUOTED -> c == '"' ? Place.TAG : place;
            case COMMENT -> c == '>' && isDashed() ? Place.TEXT : place;
            default ->
                switch (c) {
                    case '\'' -> Place.SINGLE_QUOTED;
                    case '"' -> Place.DOUBLE_QUOTED;
                    case '>' -> Place.TEXT;
                    default -> c == '-' && tag.length() == 3 && tag.indexOf("!--") == 0 ? Place.COMMENT : place;
                };
        };
    }

    private boolean isDashed() {
        int end = tag.length() - 1;
        return end >= 2 && tag.charAt(end - 1) == '-' && tag.charAt(end - 2) == '-';
    }

    private void begin() {
        if (!open && !colours.isNone()) {
            html.append("<span class=\"" + colours.classes() + "\">");
            open = true;
        }
    }

    private void end() {
        if (open) {
            html.append("</span>");
            open = false;
        }
    }

    /** Nothing follows. */
    void finish() throws IOException {
        end();
        flush();
    }

    private void pass() throws IOException {
        out.append(html);
        html.setLength(0);
    }

    @Override
    public void flush() throws IOException {
        pass();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        finish();
    }
}
