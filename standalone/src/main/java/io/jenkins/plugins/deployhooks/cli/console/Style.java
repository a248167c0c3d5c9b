package io.jenkins.plugins.deployhooks.cli.console;

import io.jenkins.plugins.deployhooks.engine.report.StepReport;

/**
 * How text is shown.
 *
 * @param color whether with colours; what they say is said in words as well
 * @param progress whether with a line of progress, which only a terminal can take back
 */
public record Style(boolean color, boolean progress) {
    private static final String GREEN = "32";
    private static final String YELLOW = "33";
    private static final String RED = "31";
    private static final String DIM = "2";
    private static final byte ESCAPE = 0x1b;

    /** {@code text}, less important than the rest. */
    public String dim(String text) {
        return paint(DIM, text);
    }

    /** {@code text}, more important than the rest. */
    public String bold(String text) {
        return paint("1", text);
    }

    /** {@code text}, as bad news. */
    public String bad(String text) {
        return paint(RED, text);
    }

    /** {@code text}, as a warning. */
    public String warning(String text) {
        return paint(YELLOW, text);
    }

    /** {@code text}, as good news. */
    public String good(String text) {
        return paint(GREEN, text);
    }

    /** {@code text} in the colour of {@code state}. */
    public String state(StepReport.State state, String text) {
        return switch (state) {
            case SUCCEEDED -> good(text);
            case SKIPPED, PENDING, RUNNING, UNKNOWN -> dim(text);
            case UNSTABLE -> warning(text);
            case FAILED, TIMED_OUT, ABORTED, LOST -> bad(text);
        };
    }

    /** What has to follow a line of somebody's output, so that a colour it leaves on does not colour what comes next. */
    String afterOutput(byte[] line) {
        boolean painted = false;
        for (byte each : line) {
            painted |= each == ESCAPE;
        }
        return color && painted ? "\u001b[0m" : "";
    }

    private String paint(String code, String text) {
        return color && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
