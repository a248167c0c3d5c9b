package io.jenkins.plugins.deployhooks.cli;

import io.jenkins.plugins.deployhooks.cli.console.Style;
import picocli.CommandLine.Option;

/** The options that say how things are shown. */
final class OutputOptions {
    /** The forms of output. */
    enum Format {
        TEXT,
        JSON
    }

    @Option(
            names = "--format",
            paramLabel = "FORM",
            defaultValue = "text",
            description = "text or json; with json standard output carries the JSON alone.")
    private Format format;

    @Option(names = "--no-color", description = "No colours, also on a terminal.")
    private boolean noColor;

    boolean isJson() {
        return format == Format.JSON;
    }

    /** How text is shown: coloured and with progress on a terminal, plain elsewhere. */
    Style style() {
        // Both ends have to be a terminal for the JVM to call it one; the launcher knows better about the output.
        boolean terminal = Boolean.parseBoolean(
                System.getProperty("deployhooks.terminal", Boolean.toString(System.console() != null)));
        boolean color = terminal && !noColor && System.getenv("NO_COLOR") == null;
        return new Style(color, terminal && !isJson());
    }
}
