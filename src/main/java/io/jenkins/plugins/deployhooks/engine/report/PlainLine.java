package io.jenkins.plugins.deployhooks.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.regex.Pattern;

/** What somebody else says, as one line that is fit for logs and pages: it can forge no other line. */
public final class PlainLine {
    private static final Pattern CONTROLS = Pattern.compile(Tail.CONTROLS + "+");

    private PlainLine() {}

    /**
     * {@code text} with a space for line breaks, control characters and those that change the direction of what follows.
     *
     * @param most how many characters it may have; the rest is cut off, and an ellipsis says so
     */
    public static String of(@CheckForNull Object text, int most) {
        String all = String.valueOf(text);
        if (all.length() <= most) {
            return plain(all);
        }
        // not between the two halves of a character
        int end = Character.isHighSurrogate(all.charAt(most - 1)) ? most - 1 : most;
        return plain(all.substring(0, end)) + "…";
    }

    private static String plain(String text) {
        return CONTROLS.matcher(text).replaceAll(" ");
    }
}
